from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

router = APIRouter(tags=["lists"])


class Page(BaseModel):
    skip: int = 0
    limit: int = 10
    active: bool = True


@router.get("/search", response_model=dict[str, str])
async def search(q: Annotated[str, Query(description="What to look for")]):
    return {"query": q}


@router.get("/items")
async def items(page: Annotated[Page, Query()]) -> Page:
    return page


@router.get("/users")
async def users(name: Annotated[str, Query()] = "all") -> dict[str, str]:
    return {"filter": name}
