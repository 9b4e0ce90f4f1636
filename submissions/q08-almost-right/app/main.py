from fastapi import FastAPI, HTTPException, Response, status

from .models import Item, ItemIn

app = FastAPI(title="Item store")

items: dict[int, Item] = {}
next_id = 1


@app.post("/items", status_code=status.HTTP_201_CREATED)
def create_item(item: ItemIn, response: Response):
    global next_id
    for existing in items.values():
        if existing.name == item.name:
            response.status_code = status.HTTP_200_OK
            return {"message": "already exists"}
    new_item = Item(id=next_id, name=item.name)
    items[next_id] = new_item
    next_id += 1
    return new_item


@app.get("/items/{item_id}")
def get_item(item_id: int):
    if item_id not in items:
        raise HTTPException(status_code=404, detail=f"Item {item_id} not found")
    return items[item_id]


@app.delete("/items/{item_id}")
def delete_item(item_id: int):
    if item_id not in items:
        raise HTTPException(status_code=404, detail=f"Item {item_id} not found")
    del items[item_id]
    return {"message": "Item deleted"}
