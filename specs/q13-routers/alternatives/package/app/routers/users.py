from typing import Annotated

import fastapi
from fastapi import Body, Path
from typing_extensions import TypedDict

router = fastapi.APIRouter()


class User(TypedDict):
    id: int
    name: str


@router.get("", include_in_schema=False)
@router.get("/", response_model=list[User])
async def everybody():
    return [dict(id=1, name="Alice")]


@router.get("/{number}")
async def one(number: Annotated[int, Path(description="Any number")]) -> User:
    return {"id": number, "name": "Alice"}


@router.post("/", status_code=201)
async def add(name: Annotated[str, Body(embed=True)]) -> User:
    return {"id": 2, "name": name}
