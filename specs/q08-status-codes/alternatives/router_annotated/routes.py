import itertools
from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException, Path
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

router = APIRouter(prefix="/items", tags=["items"])
numbers = itertools.count(100)
by_name: dict[str, int] = {}


class NewItem(BaseModel):
    name: Annotated[str, Field(description="What it is called")]


@router.post("", status_code=201, responses={200: {"description": "It exists already"}})
async def create(item: Annotated[NewItem, Body()]) -> Any:
    if item.name in by_name:
        return JSONResponse({"message": "already exists"}, status_code=200)
    by_name[item.name] = next(numbers)
    return {"id": by_name[item.name], "name": item.name}


def name_of(number: int) -> str:
    for name, known in by_name.items():
        if known == number:
            return name
    raise HTTPException(404, detail=f"Item {number} not found", headers={"X-Error": "Item missing"})


@router.get("/{item_id}")
async def read(item_id: Annotated[int, Path()]) -> dict[str, Any]:
    return {"id": item_id, "name": name_of(item_id)}


@router.delete("/{item_id}", status_code=204)
async def delete(item_id: int):
    by_name.pop(name_of(item_id))
    return {"message": "FastAPI drops this body"}
