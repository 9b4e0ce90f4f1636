import asyncio
from itertools import count

from fastapi import BackgroundTasks, FastAPI
from pydantic import BaseModel

app = FastAPI()
ids = count(1)
log = []


class UserCreate(BaseModel):
    name: str
    email: str


async def welcome(email: str):
    await asyncio.sleep(1)
    log.append("email:" + email)


async def track(user_id: int, action: str):
    log.append(f"activity:{user_id}:{action}")


async def after_registration(user_id: int, email: str):
    await welcome(email)
    await track(user_id, "user_created")


@app.post("/users", status_code=201)
async def create_user(user: UserCreate, background_tasks: BackgroundTasks):
    user_id = next(ids)
    background_tasks.add_task(after_registration, user_id, user.email)
    return {"id": user_id, "name": user.name, "email": user.email}


@app.get("/log")
async def get_log():
    return log
