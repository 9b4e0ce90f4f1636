"""Work at the start and at the end of an app: reference solution."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request

LOG = Path("lifecycle.log")


def note(event: str) -> None:
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"{event}\n")


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.db = [{"name": "Alice"}]
    app.state.ml_model = "loaded"
    note("startup")
    yield
    app.state.db.clear()
    note("shutdown")


app = FastAPI(lifespan=lifespan)


@app.get("/users")
async def list_users(request: Request) -> list[dict[str, str]]:
    return request.app.state.db


@app.get("/model")
async def read_model(request: Request) -> dict[str, str]:
    return {"model": request.app.state.ml_model}
