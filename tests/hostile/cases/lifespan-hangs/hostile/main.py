import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI
from notes import router


@asynccontextmanager
async def lifespan(_app):
    await asyncio.sleep(3600)
    yield


app = FastAPI(lifespan=lifespan)
app.include_router(router)
