"""第20课：后台任务"""

import time
from datetime import datetime

from fastapi import BackgroundTasks, FastAPI
from pydantic import BaseModel

app = FastAPI()


class UserCreate(BaseModel):
    name: str
    email: str


users: list[dict] = []
log: list[str] = []


def send_welcome_email(email: str, name: str):
    """响应发送之后才运行"""
    time.sleep(1)
    print(f"{datetime.now()} Welcome email sent to {name} <{email}>")
    log.append(f"email:{email}")


def log_activity(user_id: int, action: str):
    log.append(f"activity:{user_id}:{action}")


@app.post("/users", status_code=201)
async def create_user(user: UserCreate, background_tasks: BackgroundTasks):
    new_user = {"id": len(users) + 1, "name": user.name, "email": user.email}
    users.append(new_user)
    background_tasks.add_task(send_welcome_email, user.email, user.name)
    background_tasks.add_task(log_activity, new_user["id"], "user_created")
    return new_user


@app.get("/log")
async def get_log():
    return log
