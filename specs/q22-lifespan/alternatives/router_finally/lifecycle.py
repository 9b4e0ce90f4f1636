import logging
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI

logger = logging.getLogger("lifecycle")
logger.setLevel(logging.INFO)


@dataclass
class User:
    name: str


async def load_model(name: str) -> str:
    return "loaded" if name.endswith(".pkl") else "unknown"


@asynccontextmanager
async def lifespan(app: FastAPI):
    handler = logging.FileHandler("lifecycle.log", mode="a")
    logger.addHandler(handler)
    async with AsyncExitStack() as stack:
        stack.callback(handler.close)
        stack.callback(logger.info, "shutdown")
        app.state.db = {"users": [User(name="Alice")]}
        app.state.ml_model = await load_model("model.pkl")
        logger.info("startup")
        try:
            yield
        finally:
            app.state.ml_model = None
