from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field

router = APIRouter(tags=["users"])


class Filters(BaseModel):
    active: bool = Field(default=True, description="Only active ones?")


class User(BaseModel):
    user_id: int
    active: bool


def the_id(user_id: Annotated[int, Path(description="Which user")]) -> int:
    return user_id


@router.get("/{user_id}", response_model=User)
async def read_user(filters: Annotated[Filters, Query()], number: int = Depends(the_id)) -> User:
    return User(user_id=number, active=filters.active)
