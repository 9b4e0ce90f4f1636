import asyncio

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
async def hello():
    await asyncio.sleep(0)
    return {"message": "hello"}


app.include_router(router)
