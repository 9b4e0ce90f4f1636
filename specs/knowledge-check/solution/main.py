"""Five small answers in code."""

import asyncio
import time

from fastapi import BackgroundTasks, FastAPI, status
from pydantic import BaseModel

SECONDS = 0.4

app = FastAPI()

STORED = {"username": "alice", "email": "alice@example.com", "password_hash": "5f4dcc3b5aa765d61d8327deb882cf99"}
outbox: list[str] = []


class User(BaseModel):
    username: str
    email: str


class Notice(BaseModel):
    to: str


class Accepted(BaseModel):
    status: str


class Slept(BaseModel):
    slept: float


@app.get("/double/{n}")
async def double(n: int) -> int:
    return n * 2


@app.get("/me", response_model=User)
async def me():
    return STORED


@app.get("/slow-bad")
async def slow_bad() -> Slept:
    time.sleep(SECONDS)  # on purpose: this is what one must not do
    return Slept(slept=SECONDS)


@app.get("/slow-good")
async def slow_good() -> Slept:
    await asyncio.sleep(SECONDS)
    return Slept(slept=SECONDS)


def send(to: str) -> None:
    time.sleep(SECONDS)
    outbox.append(to)


@app.post("/notify", status_code=status.HTTP_202_ACCEPTED)
async def notify(notice: Notice, tasks: BackgroundTasks) -> Accepted:
    tasks.add_task(send, notice.to)
    return Accepted(status="queued")


@app.get("/outbox")
async def read_outbox() -> list[str]:
    return outbox
