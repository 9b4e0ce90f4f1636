"""A factory, a router, response models, lifespan and an endpoint more."""

from contextlib import asynccontextmanager
from typing import Literal

from fastapi import APIRouter, FastAPI, status
from pydantic import BaseModel

router = APIRouter()


class Greeting(BaseModel):
    message: str = "Hello World"


class Health(BaseModel):
    status: Literal["ok"]


@router.get("/", summary="Say hello", status_code=status.HTTP_200_OK)
def greet() -> Greeting:
    return Greeting()


@router.get("/health", response_model=Health)
async def health():
    return {"status": "ok"}


@router.post("/echo")
async def echo(greeting: Greeting) -> Greeting:
    return greeting


@asynccontextmanager
async def lifespan(app: FastAPI):
    print("starting")
    yield
    print("stopping")


def create_app() -> FastAPI:
    api = FastAPI(title="My API", version="1.0.0", description="API description shown in docs", lifespan=lifespan)
    api.include_router(router)
    return api


app: FastAPI = create_app()
