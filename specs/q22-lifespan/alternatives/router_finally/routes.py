from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

router = APIRouter()


def state(request: Request) -> Any:
    return request.app.state


State = Annotated[Any, Depends(state)]


class UserOut(BaseModel):
    name: str


class ModelOut(BaseModel):
    model: str


@router.get("/users", response_model=list[UserOut])
def list_users(state: State):
    return state.db["users"]


@router.get("/model")
def get_model(state: State) -> ModelOut:
    return ModelOut(model=state.ml_model)
