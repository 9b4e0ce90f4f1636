from time import sleep

import anyio
from fastapi import FastAPI

app = FastAPI()


def slow_square(number: int) -> int:
    sleep(0.6)
    return number * number


@app.get("/ping")
def ping():
    return dict(message="pong")


@app.get("/compute")
def heavy_computation():
    sleep(0.6)
    return {"result": 42}


@app.get("/good")
async def good():
    result = await anyio.to_thread.run_sync(slow_square, 7)
    return {"result": result}


@app.get("/wait")
async def wait():
    await anyio.sleep(0.6)
    return {"waited": 0.6}
