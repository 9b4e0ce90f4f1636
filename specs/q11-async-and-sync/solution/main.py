"""Slow endpoints that hold up nobody: reference solution."""

import asyncio
import time

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

app = FastAPI()


def slow_square(number: int) -> int:
    time.sleep(0.6)
    return number * number


@app.get("/ping")
async def ping() -> dict[str, str]:
    return {"message": "pong"}


@app.get("/compute")
def compute() -> dict[str, int]:
    time.sleep(0.6)
    return {"result": 42}


@app.get("/good")
async def good() -> dict[str, int]:
    return {"result": await run_in_threadpool(slow_square, 7)}


@app.get("/wait")
async def wait() -> dict[str, float]:
    await asyncio.sleep(0.6)
    return {"waited": 0.6}
