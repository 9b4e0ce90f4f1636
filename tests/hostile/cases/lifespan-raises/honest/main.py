from contextlib import asynccontextmanager

from fastapi import FastAPI
from notes import router


@asynccontextmanager
async def lifespan(_app):
    yield


app = FastAPI(lifespan=lifespan)
app.include_router(router)
