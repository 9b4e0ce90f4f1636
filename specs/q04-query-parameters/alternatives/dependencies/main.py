"""Dependencies that read the query, aliases, a parameter more, and responses built by hand."""

from dataclasses import asdict, dataclass
from typing import List, Optional, Union

from fastapi import Depends, FastAPI, Query
from fastapi.responses import JSONResponse
from pydantic import constr

app = FastAPI()


@dataclass
class Window:
    skip: int = 0
    limit: int = 10
    active: bool = True


def paging(
    number: int = Query(default=1, alias="page", gt=0),
    size: int = Query(default=20, ge=1, le=100, title="Page size", examples=[50]),
):
    return {"page": number, "size": size}


def text(q: Optional[constr(min_length=3, max_length=50)] = None):
    return q


@app.get("/search", summary="Search")
def search(words: str = Query(..., alias="q", min_length=0), verbose: bool = False):
    return JSONResponse({"query": words})


@app.get("/items")
def items(window: Window = Depends()):
    return asdict(window)


@app.get("/users")
def users(name: Union[str, None] = Query(None)):
    return {"filter": "all" if name is None else name}


@app.get("/products")
def products(
    page: dict = Depends(paging), q: str | None = Depends(text), tags: Optional[List[str]] = Query(None)
):
    return JSONResponse({"tags": tags or [], "q": q, **page})
