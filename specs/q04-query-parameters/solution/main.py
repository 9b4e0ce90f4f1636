"""Query parameters, required, optional and validated: reference solution."""

from typing import Annotated

from fastapi import FastAPI, Query

app = FastAPI()


@app.get("/search")
def search(q: str):
    return {"query": q}


@app.get("/items")
def list_items(skip: int = 0, limit: int = 10, active: bool = True):
    return {"skip": skip, "limit": limit, "active": active}


@app.get("/users")
def list_users(name: str | None = None):
    return {"filter": name or "all"}


@app.get("/products")
def list_products(
    q: Annotated[str | None, Query(min_length=3, max_length=50)] = None,
    page: Annotated[int, Query(ge=1)] = 1,
    size: Annotated[int, Query(ge=1, le=100)] = 20,
    tags: Annotated[list[str], Query()] = [],
):
    return {"q": q, "page": page, "size": size, "tags": tags}
