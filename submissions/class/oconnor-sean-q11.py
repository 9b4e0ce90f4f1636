import asyncio
import time

from fastapi import FastAPI

app = FastAPI()


def slow_square(number: int) -> int:
    time.sleep(0.6)
    return number * number


@app.get("/ping")
async def ping():
    return {"message": "pong"}


@app.get("/compute")
async def heavy_computation():
    time.sleep(0.6)  # blocks the thread, NOT the event loop
    return {"result": 42}


@app.get("/good")
async def good_endpoint():
    loop = asyncio.get_event_loop()
    result = await loop.run_in_executor(None, slow_square, 7)
    return {"result": result}


@app.get("/wait")
async def wait():
    await asyncio.sleep(0.6)
    return {"waited": 0.6}
