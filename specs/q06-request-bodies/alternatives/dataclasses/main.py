"""Dataclasses, explicit markers for every argument, one route in a class, answers as JSONResponse."""

from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import Body, FastAPI, Path, Query
from fastapi.responses import JSONResponse

app = FastAPI(title="Items")
Number = Annotated[int, Path(description="Which item")]


@dataclass
class Item:
    name: str
    price: float
    description: str | None = None
    tax: float | None = None


@dataclass
class User:
    name: str


def taxed(item: Item) -> dict[str, float]:
    return {"price_with_tax": item.price + item.tax} if item.tax is not None else {}


@app.post("/items", status_code=200)
def create(item: Annotated[Item, Body(description="The new item")]):
    return JSONResponse(asdict(item) | taxed(item))


@app.put("/items/{item_id}/assign")
def assign(item_id: Number, item: Annotated[Item, Body()], user: Annotated[User, Body()]):
    return JSONResponse({"item_id": item_id, "item": asdict(item), "user": asdict(user)})


@app.put("/items/{item_id}")
def update(item_id: Number, item: Annotated[Item | None, Body()] = None, q: Annotated[str | None, Query()] = None):
    query = {} if q is None else {"q": q}
    return JSONResponse({"item_id": item_id, **query, **(asdict(item) if item else {})})
