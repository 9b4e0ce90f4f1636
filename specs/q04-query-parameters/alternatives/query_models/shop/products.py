from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, PositiveInt

router = APIRouter(prefix="/products", tags=["products"])


class Wanted(BaseModel):
    q: str | None = Field(default=None, min_length=3, max_length=50)
    page: PositiveInt = 1
    size: int = Field(default=20, gt=0, lt=101)
    tags: list[str] = Field(default_factory=list)


@router.get("", response_model=Wanted)
async def products(wanted: Annotated[Wanted, Query()]):
    return wanted
