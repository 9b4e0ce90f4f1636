"""The course's own code."""

from fastapi import FastAPI
from pydantic import BaseModel
from typing import Optional

app = FastAPI()


class Item(BaseModel):
    name:        str
    description: Optional[str] = None
    price:       float
    tax:         Optional[float] = None


# Request body - FastAPI reads the JSON body and parses it into Item
@app.post("/items")
async def create_item(item: Item):
    item_dict = item.model_dump()
    if item.tax:
        item_dict["price_with_tax"] = item.price + item.tax
    return item_dict


# Mix path + query + body in the same endpoint
@app.put("/items/{item_id}")
async def update_item(
    item_id: int,         # path parameter
    q:       Optional[str] = None,  # query parameter
    item:    Optional[Item] = None  # optional body
):
    result = {"item_id": item_id}
    if q:    result["q"] = q
    if item: result.update(item.model_dump())
    return result


# Multiple body parameters
class User(BaseModel):
    name: str


@app.put("/items/{item_id}/assign")
async def assign_item(item_id: int, item: Item, user: User):
    # FastAPI expects: {"item": {...}, "user": {...}}
    return {"item_id": item_id, "item": item, "user": user}
