import time
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.background import BackgroundTask

router = APIRouter(tags=["registration"])


class NewUser(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)
    email: str


class Answers(BaseModel):
    sync_ms: int = 1550
    background_ms: int = 50


class Steps:
    def __init__(self) -> None:
        self.users: dict[str, list[str]] = {}

    def save(self, email: str) -> None:
        time.sleep(0.05)
        self.users[email] = ["db"]

    def follow_up(self, email: str) -> None:
        time.sleep(0.5)
        self.users[email] += ["email"]
        time.sleep(1)
        self.users[email] += ["avatar"]


steps = Steps()


def saved(user: NewUser) -> NewUser:
    steps.save(user.email)
    return user


Saved = Annotated[NewUser, Depends(saved)]


@router.post("/register-sync", status_code=201)
def register_sync(user: Saved):
    steps.follow_up(user.email)
    return user.model_dump()


@router.post("/register", status_code=201)
async def register(user: Saved):
    task = BackgroundTask(steps.follow_up, user.email)
    return JSONResponse(user.model_dump(), 201, background=task)


@router.get("/done/{email}")
async def done(email: str) -> list[str]:
    return steps.users.get(email) or []


@router.get("/answers", response_model=Answers)
async def answers():
    return Answers()
