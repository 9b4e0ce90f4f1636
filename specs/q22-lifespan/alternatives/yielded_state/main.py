from contextlib import asynccontextmanager
from typing import TypedDict

from fastapi import FastAPI, Request


class State(TypedDict):
    db: dict[int, str]
    ml_model: str


@asynccontextmanager
async def lifespan(_app):
    log = open("lifecycle.log", "a", buffering=1)
    log.write("startup\n")
    yield State(db={1: "Alice"}, ml_model="loaded")
    log.write("shutdown\n")
    log.close()


app = FastAPI(title="Lifespan", lifespan=lifespan)


@app.get("/users")
def users(request: Request):
    return [{"name": name} for name in request.state.db.values()]


@app.get("/model")
def model(request: Request):
    return dict(model=request.state.ml_model)
