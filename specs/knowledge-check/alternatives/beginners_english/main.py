import asyncio
import time
from typing import Annotated

from fastapi import BackgroundTasks, FastAPI, Path
from pydantic import BaseModel

app = FastAPI()
db = {"alice": {"username": "alice", "email": "alice@example.com", "password_hash": "5f4dcc3b5aa765d61d8327deb882cf99"}}
app.state.outbox = []


class UserOut(BaseModel):
    username: str
    email: str


class NotifyIn(BaseModel):
    to: str


@app.get("/double/{n}", summary="Twice the number")
async def double(n: Annotated[int, Path(description="any integer")]):
    result = n * 2
    return result


@app.get("/me", response_model=UserOut, tags=["user"])
async def me():
    return db["alice"]


@app.get("/slow-bad")
async def slow_bad():
    time.sleep(0.4)
    return {"slept": 0.4}


@app.get("/slow-good")
async def slow_good():
    await asyncio.to_thread(time.sleep, 0.4)
    return {"slept": 0.4}


async def send_later(to: str):
    await asyncio.sleep(0.4)
    app.state.outbox.append(to)


@app.post("/notify", status_code=202)
async def notify(data: NotifyIn, tasks: BackgroundTasks):
    tasks.add_task(send_later, data.to)
    return {"status": "queued"}


@app.get("/outbox")
async def outbox():
    return list(app.state.outbox)
