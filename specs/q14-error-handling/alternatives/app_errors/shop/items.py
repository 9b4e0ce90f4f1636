from fastapi import APIRouter, HTTPException, Response
from pydantic import BaseModel, field_validator

from .errors import NotFound

router = APIRouter()
shelf: list["Item"] = []


class NewItem(BaseModel, extra="ignore"):
    name: str
    price: float

    @field_validator("price", mode="after")
    def costs_something(cls, price):
        if price > 0:
            return price
        raise ValueError("Nothing is free")


class Item(NewItem):
    id: int = 0


def find(number: int) -> Item | None:
    return next((item for item in shelf if item.id == number), None)


@router.post("/items", response_model=Item, status_code=201)
def create(new: NewItem, response: Response):
    shelf.append(Item(**new.model_dump(), id=len(shelf)))
    response.headers["Location"] = f"/items/{len(shelf) - 1}"
    return shelf[-1]


@router.get("/items/{item_id}", response_model=Item)
def read(item_id: int):
    item = find(item_id)
    if item is None:
        raise NotFound(f"Item {item_id} does not exist", item_id=item_id)
    return item


@router.get("/legacy/{item_id}", response_model=Item)
def read_legacy(item_id: int):
    item = find(item_id)
    if item is None:
        detail = {"message": f"Item {item_id} not found", "item_id": item_id}
        raise HTTPException(404, detail=detail)
    return item
