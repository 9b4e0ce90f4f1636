"""A registration that lets the user wait, and one that does not: reference solution."""

import time

from fastapi import BackgroundTasks, FastAPI, status
from pydantic import BaseModel

app = FastAPI()


class User(BaseModel):
    email: str


done: dict[str, list[str]] = {}


def save_user(email: str) -> None:
    time.sleep(0.05)
    done.setdefault(email, []).append("db")


def send_mail(email: str) -> None:
    time.sleep(0.5)
    done[email].append("email")


def make_avatar(email: str) -> None:
    time.sleep(1)
    done[email].append("avatar")


@app.post("/register-sync", status_code=status.HTTP_201_CREATED)
def register_sync(user: User) -> User:
    save_user(user.email)
    send_mail(user.email)
    make_avatar(user.email)
    return user


@app.post("/register", status_code=status.HTTP_201_CREATED)
def register(user: User, tasks: BackgroundTasks) -> User:
    save_user(user.email)
    tasks.add_task(send_mail, user.email)
    tasks.add_task(make_avatar, user.email)
    return user


@app.get("/done/{email}")
def read_done(email: str) -> list[str]:
    return done.get(email, [])


@app.get("/answers")
def answers() -> dict[str, int]:
    return {"sync_ms": 50 + 500 + 1000, "background_ms": 50}
