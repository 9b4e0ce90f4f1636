"""Status codes that say what happened: reference solution."""

from fastapi import FastAPI, HTTPException, Response, status
from pydantic import BaseModel

app = FastAPI()


class ItemIn(BaseModel):
    name: str


class Item(BaseModel):
    id: int
    name: str


class Message(BaseModel):
    message: str


items: dict[int, Item] = {}
last_id = 0


@app.post("/items", status_code=status.HTTP_201_CREATED)
def create_item(item: ItemIn, response: Response) -> Item | Message:
    global last_id
    if any(known.name == item.name for known in items.values()):
        response.status_code = status.HTTP_200_OK
        return Message(message="already exists")
    last_id += 1
    items[last_id] = Item(id=last_id, name=item.name)
    return items[last_id]


@app.get("/items/{item_id}")
def read_item(item_id: int) -> Item:
    if item_id not in items:
        raise HTTPException(
            status_code=status.HTTP_404_NOT_FOUND,
            detail=f"Item {item_id} not found",
            headers={"X-Error": "Item missing"},
        )
    return items[item_id]


@app.delete("/items/{item_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_item(item_id: int) -> None:
    if item_id not in items:
        raise HTTPException(status_code=status.HTTP_404_NOT_FOUND, detail=f"Item {item_id} not found")
    del items[item_id]
