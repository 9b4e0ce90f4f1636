"""A store class, dataclass bodies, an exception handler and an explicit Response."""

from dataclasses import dataclass, field

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse


@dataclass
class Item:
    name: str


@dataclass
class Store:
    rows: list = field(default_factory=list)


class Missing(Exception):
    def __init__(self, number: int):
        self.number = number


def create_app() -> FastAPI:
    api = FastAPI()
    store = Store()

    def the_store() -> Store:
        return store

    @api.exception_handler(Missing)
    async def missing(request: Request, error: Missing):
        return JSONResponse({"detail": f"Item {error.number} not found"}, 404, {"x-error": "Item missing"})

    @api.post("/items", status_code=201)
    def create(item: Item, response: Response, store: Store = Depends(the_store)):
        if item.name in store.rows:
            response.status_code = 200
            return {"message": "already exists"}
        store.rows.append(item.name)
        return {"name": item.name, "id": len(store.rows) - 1}

    def must_exist(item_id: int) -> int:
        if not 0 <= item_id < len(store.rows) or store.rows[item_id] is None:
            raise Missing(item_id)
        return item_id

    @api.get("/items/{item_id}")
    def read(item_id: int = Depends(must_exist)):
        return {"id": item_id, "name": store.rows[item_id]}

    @api.delete("/items/{item_id}", status_code=204)
    def delete(item_id: int = Depends(must_exist)):
        store.rows[item_id] = None
        return Response(status_code=204)

    return api


app = create_app()
