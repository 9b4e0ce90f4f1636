"""Lesson 11. I used a ThreadPoolExecutor because the course text mentions run_in_executor."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI

pool = ThreadPoolExecutor(max_workers=16)
api = FastAPI()


def slow_square(number: int) -> int:
    time.sleep(0.6)
    return number * number


@api.get("/ping")
def ping():
    return {"message": "pong"}


@api.get("/compute")
def compute():
    start = time.perf_counter()
    time.sleep(0.6)
    print(f"compute took {time.perf_counter() - start:.2f} s")
    return {"result": 42}


@api.get("/good")
async def good():
    loop = asyncio.get_running_loop()
    return {"result": await loop.run_in_executor(pool, slow_square, 7)}


@api.get("/wait")
async def wait():
    await asyncio.sleep(0.6)
    return {"waited": 0.6}


app = api  # the assignment wants it to be called app
