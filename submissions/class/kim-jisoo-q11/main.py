import asyncio
import time

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

app = FastAPI()


def slow_square(number: int) -> int:
    time.sleep(0.6)
    return number * number


@app.get("/ping")
async def ping():
    return {"message": "pong"}


# def -> FastAPI가 스레드에서 실행한다
@app.get("/compute")
def compute():
    time.sleep(0.6)
    return {"result": 42}


@app.get("/good")
async def good():
    result = await run_in_threadpool(slow_square, 7)
    return {"result": result}


@app.get("/wait")
async def wait():
    await asyncio.sleep(0.6)
    return {"waited": 0.6}


# 틀린 예 (수업에서)
# @app.get("/bad")
# async def bad():
#     time.sleep(0.6)
#     return {"result": "slow"}
