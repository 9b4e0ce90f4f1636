from fastapi import FastAPI, HTTPException, status
from pydantic import BaseModel

app = FastAPI()

items: dict[int, dict] = {}


class Item(BaseModel):
    name: str


@app.post("/items", status_code=status.HTTP_201_CREATED)
def create_item(item: Item) -> dict:
    for i in items.values():
        if i["name"] == item.name:
            return {"message": "already exists"}
    item_id = len(items) + 1
    items[item_id] = {"id": item_id, "name": item.name}
    return items[item_id]


@app.get("/items/{item_id}")
def get_item(item_id: int) -> dict:
    if item_id not in items:
        raise HTTPException(status_code=404, detail=f"Item {item_id} not found")
    return items[item_id]


@app.delete("/items/{item_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_item(item_id: int) -> dict:
    del items[item_id]
    return {"message": "Item gelöscht"}
