# routers/users.py
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

router = APIRouter(
    prefix="/users",              # all routes start with /users
    tags=["users"],               # grouped in docs
    responses={404: {"description": "Not found"}}
)


class UserCreate(BaseModel):
    name: str


@router.get("")
async def list_users():
    return [{"id": 1, "name": "Alice"}]

@router.get("/{user_id}")
async def get_user(user_id: int):
    return {"id": user_id, "name": "Alice"}

@router.post("", status_code=201)
async def create_user(user: UserCreate):
    return {"id": 2, **user.model_dump()}
