"""A list of items that two other origins may use: reference solution."""

from fastapi import FastAPI, HTTPException, Response, status
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://myapp.com", "https://admin.myapp.com"],
    allow_credentials=True,
    allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
    expose_headers=["X-Total-Count"],
    max_age=86400,
)


class Item(BaseModel):
    id: int
    name: str


items = {1: Item(id=1, name="lamp"), 2: Item(id=2, name="desk"), 3: Item(id=3, name="chair")}


@app.get("/items")
def list_items(response: Response) -> list[Item]:
    response.headers["X-Total-Count"] = str(len(items))
    return list(items.values())


@app.delete("/items/{i}", status_code=status.HTTP_204_NO_CONTENT)
def delete_item(i: int) -> None:
    if i not in items:
        raise HTTPException(status_code=status.HTTP_404_NOT_FOUND, detail="Item not found")
    del items[i]
