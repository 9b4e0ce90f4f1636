"""A factory, and a pattern for the origins."""

import json
import re

from fastapi import FastAPI, Response
from starlette.middleware.cors import CORSMiddleware
from typing_extensions import TypedDict

ORIGINS = r"https://(admin\.)?" + re.escape("myapp.com")


class Item(TypedDict):
    id: int
    name: str


def create_app() -> FastAPI:
    names = {1: "lamp", 2: "desk", 3: "chair"}
    api = FastAPI()

    @api.middleware("http")
    async def timing(request, call_next):
        response = await call_next(request)
        response.headers["X-Seen"] = "yes"
        return response

    @api.get("/items", response_model=list[Item])
    def all_items():
        found = [Item(id=key, name=name) for key, name in sorted(names.items())]
        return Response(json.dumps(found), media_type="application/json", headers={"X-Total-Count": str(len(found))})

    @api.delete("/items/{number}", status_code=204)
    def remove(number: int, response: Response):
        if names.pop(number, None) is None:
            response.status_code = 404
            return {"detail": "gone"}

    api.add_middleware(
        CORSMiddleware,
        allow_origin_regex=ORIGINS,
        allow_credentials=True,
        allow_methods="GET POST PUT PATCH DELETE OPTIONS".split(),
        allow_headers=["X-Request-ID", "Authorization"],
        expose_headers=["X-Total-Count"],
        max_age=86_400,
    )
    return api


app = create_app()
