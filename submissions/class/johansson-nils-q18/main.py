import logging

from fastapi import FastAPI, HTTPException, Response
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel

log = logging.getLogger(__name__)


class Item(BaseModel):
    id: int
    name: str


def create_app() -> FastAPI:
    app = FastAPI(title="CORS")
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["https://myapp.com", "https://admin.myapp.com"],
        allow_credentials=True,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
        expose_headers=["X-Total-Count"],
        max_age=86400,
    )
    items = {1: "lamp", 2: "desk", 3: "chair"}

    @app.get("/items", response_model=list[Item])
    def list_items(response: Response):
        response.headers["X-Total-Count"] = str(len(items))
        return [Item(id=key, name=items[key]) for key in sorted(items)]

    @app.delete("/items/{i}", status_code=204)
    def delete_item(i: int):
        if items.pop(i, None) is None:
            raise HTTPException(404, detail="no such item")
        log.info("deleted %s", i)

    return app
