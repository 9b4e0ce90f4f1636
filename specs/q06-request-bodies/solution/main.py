"""Bodies of one object, beside parameters, and of two objects: reference solution."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Item(BaseModel):
    name: str
    description: str | None = None
    price: float
    tax: float | None = None


class User(BaseModel):
    name: str


@app.post("/items")
def create_item(item: Item) -> dict[str, Any]:
    answer = item.model_dump()
    if item.tax:
        answer["price_with_tax"] = item.price + item.tax
    return answer


@app.put("/items/{item_id}")
def update_item(item_id: int, q: str | None = None, item: Item | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = {"item_id": item_id}
    if q is not None:
        answer["q"] = q
    if item is not None:
        answer.update(item.model_dump())
    return answer


@app.put("/items/{item_id}/assign")
def assign_item(item_id: int, item: Item, user: User) -> dict[str, Any]:
    return {"item_id": item_id, "item": item, "user": user}
