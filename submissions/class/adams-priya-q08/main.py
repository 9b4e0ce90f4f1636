from fastapi import FastAPI, HTTPException, Response, status
from pydantic import BaseModel

app = FastAPI(title="Items", description="Lesson 8 - status codes")


class ItemIn(BaseModel):
    name: str


class Item(ItemIn):
    id: int


class FakeDB:
    """Stands in for the `db` of the course text."""

    def __init__(self):
        self._items = {}
        self._next_id = 1

    def get(self, item_id):
        return self._items.get(item_id)

    def exists(self, name):
        return name in [item.name for item in self._items.values()]

    def create(self, item):
        new = Item(id=self._next_id, name=item.name)
        self._items[new.id] = new
        self._next_id += 1
        return new

    def delete(self, item_id):
        self._items.pop(item_id)


db = FakeDB()


@app.post("/items", status_code=status.HTTP_201_CREATED)
async def create_item(item: ItemIn, response: Response):
    if db.exists(item.name):
        response.status_code = status.HTTP_200_OK
        return {"message": "already exists"}
    return db.create(item)


@app.get("/items/{item_id}")
async def get_item(item_id: int):
    item = db.get(item_id)
    if not item:
        raise HTTPException(
            status_code=status.HTTP_404_NOT_FOUND,
            detail=f"Item {item_id} not found",
            headers={"X-Error": "Item missing"},
        )
    return item


@app.delete("/items/{item_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_item(item_id: int):
    if not db.get(item_id):
        raise HTTPException(status_code=404, detail="Not found")
    db.delete(item_id)
    return Response(status_code=204)
