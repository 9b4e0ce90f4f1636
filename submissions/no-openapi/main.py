from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel

app = FastAPI(openapi_url=None)


class NewItem(BaseModel):
    name: str


items = {}


@app.post("/items", status_code=201)
async def create_item(item: NewItem, response: Response):
    if item.name in items.values():
        response.status_code = 200
        return {"message": "already exists"}
    item_id = max(items, default=0) + 1
    items[item_id] = item.name
    return {"id": item_id, "name": item.name}


def check(item_id: int):
    if item_id not in items:
        raise HTTPException(404, f"Item {item_id} not found", headers={"X-Error": "Item missing"})


@app.get("/items/{item_id}")
async def read_item(item_id: int):
    check(item_id)
    return {"id": item_id, "name": items[item_id]}


@app.delete("/items/{item_id}", status_code=204)
async def delete_item(item_id: int):
    check(item_id)
    del items[item_id]
