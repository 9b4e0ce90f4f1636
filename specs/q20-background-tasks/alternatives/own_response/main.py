import time
import uuid
from dataclasses import asdict, dataclass

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse
from starlette.background import BackgroundTask

app = FastAPI(title="Registration")
router = APIRouter()


@dataclass
class NewUser:
    name: str
    email: str


class Journal:
    def __init__(self):
        self.entries = []

    def welcome(self, user_id, email):
        time.sleep(1)
        self.entries += [f"email:{email}", f"activity:{user_id}:user_created"]


journal = Journal()


@router.post("/users", status_code=201)
def create_user(user: NewUser):
    user_id = uuid.uuid4().int % 1_000_000_000
    task = BackgroundTask(journal.welcome, user_id, user.email)
    return JSONResponse({"id": user_id, **asdict(user)}, status_code=201, background=task)


@router.get("/log")
def read_log():
    return journal.entries


app.include_router(router)
