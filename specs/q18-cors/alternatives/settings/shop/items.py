from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Response

COUNT = "x-total-count"


@dataclass
class Item:
    id: int
    name: str


class Store:
    def __init__(self, *names: str) -> None:
        self.items = [Item(number, name) for number, name in enumerate(names, start=1)]

    def pop(self, number: int) -> Item | None:
        found = next((item for item in self.items if item.id == number), None)
        if found:
            self.items.remove(found)
        return found


store = Store("lamp", "desk", "chair")
router = APIRouter(tags=["items"])


async def counted(response: Response) -> None:
    response.headers[COUNT] = f"{len(store.items)}"


@router.get("", response_model=list[Item], dependencies=[Depends(counted)])
async def items():
    return store.items


@router.delete("/{i}", status_code=204)
async def delete(i: Annotated[int, Path(description="The item's id")]):
    if store.pop(i) is None:
        raise HTTPException(404)
