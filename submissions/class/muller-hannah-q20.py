import time

from fastapi import BackgroundTasks, FastAPI
from pydantic import BaseModel

app = FastAPI()

users = []
log = []


class User(BaseModel):
    name: str
    email: str


async def send_mail(email):
    time.sleep(1)
    log.append("email:" + email)


async def log_activity(user_id, action):
    log.append(f"activity:{user_id}:{action}")


@app.post("/users", status_code=201)
async def create_user(user: User, background_tasks: BackgroundTasks):
    user_id = len(users) + 1
    users.append(user)
    background_tasks.add_task(send_mail, user.email)
    background_tasks.add_task(log_activity, user_id, "user_created")
    return {"id": user_id, "name": user.name, "email": user.email}


@app.get("/log")
async def read_log():
    return log
