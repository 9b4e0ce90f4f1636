"""Work that is done after the answer: reference solution."""

import time

from fastapi import BackgroundTasks, FastAPI, status
from pydantic import BaseModel

app = FastAPI()


class UserIn(BaseModel):
    name: str
    email: str


class User(UserIn):
    id: int


users: list[User] = []
finished: list[str] = []


def send_welcome_mail(email: str) -> None:
    time.sleep(1)
    finished.append(f"email:{email}")


def log_activity(user_id: int, action: str) -> None:
    finished.append(f"activity:{user_id}:{action}")


@app.post("/users", status_code=status.HTTP_201_CREATED)
def create_user(user: UserIn, tasks: BackgroundTasks) -> User:
    new = User(id=len(users) + 1, **user.model_dump())
    users.append(new)
    tasks.add_task(send_welcome_mail, new.email)
    tasks.add_task(log_activity, new.id, "user_created")
    return new


@app.get("/log")
def read_log() -> list[str]:
    return finished
