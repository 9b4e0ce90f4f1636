from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(prefix="/users", tags=["users"], responses={404: {"description": "Not found"}})


class User(BaseModel):
    name: str


@router.get("/")
def list_users():
    return [{"id": 1, "name": "Alice"}]


@router.get("/{user_id}")
def get_user(user_id: int):
    return {"id": user_id, "name": "Alice"}


@router.post("/", status_code=201)
def create_user(user: User):
    return {"id": 2, "name": user.name}
