import asyncio
import time
from dataclasses import asdict, dataclass

from fastapi import BackgroundTasks, FastAPI, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool


@dataclass
class PublicUser:
    username: str
    email: str


@dataclass
class StoredUser(PublicUser):
    password_hash: str


@dataclass
class Notice:
    to: str


class Service:
    def __init__(self):
        self.outbox = []

    def deliver(self, notice):
        time.sleep(0.4)
        self.outbox.append(notice.to)


ALICE = StoredUser("alice", "alice@example.com", "5f4dcc3b5aa765d61d8327deb882cf99")
service = Service()
server = FastAPI()
app = server


@server.get("/double/{n}")
async def double(n: int):
    return JSONResponse(n + n)


@server.get("/me", response_model=PublicUser)
async def me():
    return asdict(ALICE)


@server.get("/slow-good")
async def good():
    await run_in_threadpool(time.sleep, 0.4)
    return {"slept": 0.4}


@server.get("/slow-bad")
async def bad():
    until = time.monotonic() + 0.4
    while time.monotonic() < until:
        pass
    return {"slept": 0.4}


@server.post("/notify", status_code=202)
async def notify(notice: Notice):
    tasks = BackgroundTasks()
    tasks.add_task(service.deliver, notice)
    return JSONResponse({"status": "queued"}, 202, background=tasks)


@server.get("/outbox")
async def outbox(response: Response):
    response.headers["Cache-Control"] = "no-store"
    return service.outbox
