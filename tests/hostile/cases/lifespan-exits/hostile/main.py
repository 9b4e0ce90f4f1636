import os
from contextlib import asynccontextmanager

from fastapi import FastAPI
from notes import router


@asynccontextmanager
async def lifespan(_app):
    os._exit(0)
    yield


app = FastAPI(lifespan=lifespan)
app.include_router(router)
