import asyncio
import itertools
from contextlib import suppress

from fastapi import BackgroundTasks, Depends, FastAPI, Request, status

from .schemas import User, UserIn

app = FastAPI(title="Registration")
app.state.log = []
ids = itertools.count(1000)


async def after_registration(log: list[str], user: User) -> None:
    """Both pieces of work, one after the other."""
    await asyncio.sleep(1)
    log.append(f"email:{user.email}")
    log.append(f"activity:{user.id}:user_created")


def get_log(request: Request) -> list[str]:
    return request.app.state.log


@app.post("/users", status_code=status.HTTP_201_CREATED)
async def register(body: UserIn, tasks: BackgroundTasks, log: list[str] = Depends(get_log)) -> User:
    user = User(id=next(ids), name=body.name, email=body.email)
    tasks.add_task(after_registration, log, user)
    return user


@app.get("/log")
async def read_log(log: list[str] = Depends(get_log)) -> list[str]:
    return log
