from fastapi import FastAPI, BackgroundTasks
from pydantic import BaseModel
import time

app = FastAPI()


class UserCreate(BaseModel):
    name: str
    email: str


def send_welcome_email(email: str, name: str):
    """Runs in background after response is sent."""
    time.sleep(1)  # simulate sending email
    print(f"Welcome email sent to {email}")


def log_activity(user_id: int, action: str):
    """Log to analytics service."""
    # analytics.track(user_id, action)
    print("activity", user_id, action)


@app.post("/users", status_code=201)
async def create_user(user: UserCreate, background_tasks: BackgroundTasks):
    new_user = {"id": 1, "name": user.name, "email": user.email}

    # Add tasks
    background_tasks.add_task(send_welcome_email(user.email, user.name))
    background_tasks.add_task(log_activity(new_user["id"], "user_created"))

    return new_user


@app.get("/log")
async def get_log():
    return []
