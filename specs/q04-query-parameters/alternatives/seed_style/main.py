from fastapi import FastAPI, Query
from typing import Optional

app = FastAPI()

# Required query parameter (no default value)
@app.get("/search")
async def search(q: str):
    return {"query": q}
# GET /search?q=python

# Optional query parameter (has a default)
@app.get("/items")
async def list_items(
    skip: int = 0,
    limit: int = 10,
    active: bool = True
):
    return {"skip": skip, "limit": limit, "active": active}
# GET /items?skip=20&limit=5&active=false

# Optional with None default
@app.get("/users")
async def list_users(name: Optional[str] = None):
    if name:
        return {"filter": name}
    return {"filter": "all"}

# Validation with Query()
@app.get("/products")
async def list_products(
    q: Optional[str] = Query(None, min_length=3, max_length=50),
    page: int = Query(1, ge=1),
    size: int = Query(20, ge=1, le=100),
    tags: list[str] = Query(default=[])  # multi-value: ?tags=a&tags=b
):
    return {"q": q, "page": page, "size": size, "tags": tags}
