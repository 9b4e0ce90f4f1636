import time
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

CHUNK = b"video chunk data"

router = APIRouter()


def chunks():
    yield CHUNK
    for _ in range(9):
        time.sleep(0.1)
        yield CHUNK


@router.get("/stream")
def stream():
    return StreamingResponse(chunks(), headers={"Content-Type": "video/mp4"})


@router.get("/file")
async def file():
    content = Path(__file__).resolve().parents[1].joinpath("reports", "annual.pdf").read_bytes()
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": "attachment; filename=annual-report.pdf"},
    )
