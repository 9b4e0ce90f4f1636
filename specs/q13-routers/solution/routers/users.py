from fastapi import APIRouter, status
from pydantic import BaseModel

router = APIRouter(
    prefix="/users",
    tags=["users"],
    responses={404: {"description": "Not found"}},
)


class UserCreate(BaseModel):
    name: str


class User(BaseModel):
    id: int
    name: str


@router.get("/")
def list_users() -> list[User]:
    return [User(id=1, name="Alice")]


@router.get("/{user_id}")
def get_user(user_id: int) -> User:
    return User(id=user_id, name="Alice")


@router.post("/", status_code=status.HTTP_201_CREATED)
def create_user(user: UserCreate) -> User:
    return User(id=2, name=user.name)
