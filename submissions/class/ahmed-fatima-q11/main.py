from fastapi import FastAPI
import time

app = FastAPI()


async def slow_square(number: int) -> int:
    time.sleep(0.6)
    return number * number


@app.get("/ping")
async def ping():
    return {"message": "pong"}


@app.get("/compute")
async def compute():
    time.sleep(0.6)
    return {"result": 42}


@app.get("/good")
async def good():
    # await makes it run in the background
    result = await slow_square(7)
    return {"result": result}


# TODO /wait
