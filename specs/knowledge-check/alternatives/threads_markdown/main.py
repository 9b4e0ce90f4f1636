from time import sleep
from typing import List

from fastapi import APIRouter, BackgroundTasks, Body, FastAPI

user_in_database = {
    "username": "alice",
    "email": "alice@example.com",
    "password_hash": "5f4dcc3b5aa765d61d8327deb882cf99",
}
sent: List[str] = []
router = APIRouter()


@router.get("/double/{n}")
def double(n: int):
    return 2 * n


@router.get("/slow-good")
def slow_good():
    sleep(0.4)
    return {"slept": 0.4}


@router.get("/slow-bad")
async def slow_bad():
    sleep(0.4)
    return {"slept": 0.4}


def mail(address):
    sleep(0.4)
    sent.append(address)


@router.post("/notify", status_code=202)
def notify(background_tasks: BackgroundTasks, to: str = Body(embed=True)):
    background_tasks.add_task(mail, to)
    return {"status": "queued"}


@router.get("/outbox", response_model=List[str])
def outbox():
    return sent


app = FastAPI()
app.include_router(router)

from models import UserOut  # noqa: E402


@app.get("/me")
def me() -> UserOut:
    return user_in_database
