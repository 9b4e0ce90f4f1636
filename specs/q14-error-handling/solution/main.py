"""Errors of one's own: an exception with its handler, and a handler for refused input. Reference solution."""

from fastapi import FastAPI, HTTPException, Request, status
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, field_validator

app = FastAPI()


class ItemIn(BaseModel):
    name: str
    price: float

    @field_validator("price")
    @classmethod
    def price_is_positive(cls, price: float) -> float:
        if price <= 0:
            raise ValueError("The price must be positive")
        return price


class Item(ItemIn):
    id: int


class ItemNotFoundError(Exception):
    def __init__(self, item_id: int) -> None:
        self.item_id = item_id


items: dict[int, Item] = {}


@app.exception_handler(ItemNotFoundError)
def item_not_found(request: Request, exc: ItemNotFoundError) -> JSONResponse:
    return JSONResponse(
        status_code=status.HTTP_404_NOT_FOUND,
        content={
            "error": "ITEM_NOT_FOUND",
            "item_id": exc.item_id,
            "message": f"Item {exc.item_id} does not exist",
        },
    )


@app.exception_handler(RequestValidationError)
def invalid_request(request: Request, exc: RequestValidationError) -> JSONResponse:
    content = {"detail": exc.errors(), "body": exc.body}
    return JSONResponse(status_code=422, content=jsonable_encoder(content))


@app.post("/items", status_code=status.HTTP_201_CREATED)
def create_item(new: ItemIn) -> Item:
    item = Item(id=len(items) + 1, **new.model_dump())
    items[item.id] = item
    return item


@app.get("/items/{item_id}")
def read_item(item_id: int) -> Item:
    if item_id not in items:
        raise ItemNotFoundError(item_id)
    return items[item_id]


@app.get("/legacy/{item_id}")
def read_legacy_item(item_id: int) -> Item:
    if item_id not in items:
        raise HTTPException(
            status_code=status.HTTP_404_NOT_FOUND,
            detail={"message": f"Item {item_id} not found", "item_id": item_id},
        )
    return items[item_id]
