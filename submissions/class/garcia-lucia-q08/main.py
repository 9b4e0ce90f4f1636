# Lección 8: códigos de estado
# Lucía García
from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel

app = FastAPI()

items = {}
siguiente = 1


class Item(BaseModel):
    name: str


@app.post("/items", status_code=201)
def crear(item: Item):
    global siguiente
    for existente in items.values():
        if existente["name"] == item.name:
            # ya existe
            raise HTTPException(status_code=409, detail="already exists")
    nuevo = {"id": siguiente, "name": item.name}
    items[siguiente] = nuevo
    siguiente += 1
    return nuevo


@app.get("/items/{item_id}")
def leer(item_id: int, response: Response):
    if item_id not in items:
        response.headers["X-Error"] = "Item missing"
        raise HTTPException(status_code=404, detail=f"Item {item_id} not found")
    return items[item_id]


@app.delete("/items/{item_id}", status_code=204)
def borrar(item_id: int):
    if item_id not in items:
        raise HTTPException(status_code=404, detail=f"Item {item_id} not found")
    items.pop(item_id)
    return {"message": "borrado"}
