import asyncio

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
async def hello():
    asyncio.get_running_loop().stop()


app.include_router(router)
