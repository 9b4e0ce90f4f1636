import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI(title="Slow things")
pool = ThreadPoolExecutor(max_workers=8)


class Result(BaseModel):
    result: int


def slow_square(number):
    time.sleep(0.6)
    return number**2


def heavy():
    time.sleep(0.6)
    return 42


@app.get("/ping")
def ping():
    return {"message": "pong"}


@app.get("/compute", response_model=Result)
async def compute():
    loop = asyncio.get_running_loop()
    return Result(result=await loop.run_in_executor(pool, heavy))


@app.get("/good", response_model=Result)
async def good():
    loop = asyncio.get_running_loop()
    result = await loop.run_in_executor(pool, slow_square, 7)
    return {"result": result}


@app.get("/wait")
async def wait():
    await asyncio.gather(asyncio.sleep(0.6), asyncio.sleep(0.3))
    return {"waited": 0.6}
