from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter()


class Person(BaseModel):
    user_id: int | Literal["me"]


class Order(BaseModel):
    order_id: int
    user_id: int


@router.get("/{user_id}", response_model=Person)
async def person(user_id: Literal["me"] | int):
    return {"user_id": user_id}


@router.get("/{user_id}/orders/{order_id}")
async def order(order_id: int, user_id: int) -> Order:
    return Order(user_id=user_id, order_id=order_id)
