import asyncio

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
@app.get("/")
async def hello():
    with attempt("connected from a handler"):
        await asyncio.open_connection("127.0.0.1", @TCP_PORT@)
    return {"message": "hello"}


app.include_router(router)
