import asyncio

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from work import slow_answer, slow_square

router = APIRouter()


@router.get("/ping")
async def ping():
    return JSONResponse({"message": "pong"})


@router.get("/compute")
def compute(answer: int = Depends(slow_answer)):
    return {"result": answer}


@router.get("/good")
async def good():
    return {"result": await asyncio.to_thread(slow_square, 7)}


@router.get("/wait")
async def wait():
    for _ in range(6):
        await asyncio.sleep(0.1)
    return {"waited": 0.6}
