"""A page, a text, a redirect, a file, a stream and JSON: reference solution."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from fastapi import FastAPI, status
from fastapi.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
)

app = FastAPI()

REPORT = Path(__file__).parent / "reports" / "annual.pdf"


@app.get("/html", response_class=HTMLResponse)
def show_page():
    return "<h1>Hello World</h1>"


@app.get("/text", response_class=PlainTextResponse)
def show_text():
    return "Hello World"


@app.get("/redirect")
def redirect():
    return RedirectResponse("/new-location", status_code=status.HTTP_302_FOUND)


@app.get("/file")
def download_report():
    return FileResponse(REPORT, filename="annual-report.pdf", media_type="application/pdf")


async def make_video() -> AsyncIterator[bytes]:
    for _ in range(10):
        yield b"video chunk data"
        await asyncio.sleep(0.1)


@app.get("/stream")
async def stream_video():
    return StreamingResponse(make_video(), media_type="video/mp4")


@app.get("/custom")
def show_custom() -> dict[str, datetime | UUID]:
    return {"date": datetime.now(UTC), "id": uuid4()}
