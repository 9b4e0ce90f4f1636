"""The course's own code, with the missing imports, the text and a path that always fits."""

import asyncio
import os
from datetime import datetime
from uuid import uuid4

from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
)

app = FastAPI()

HERE = os.path.dirname(os.path.abspath(__file__))


@app.get("/html", response_class=HTMLResponse)
async def get_html():
    return "<h1>Hello World</h1>"


@app.get("/text", response_class=PlainTextResponse)
async def get_text():
    return PlainTextResponse("Hello World")


@app.get("/redirect")
async def redirect():
    return RedirectResponse(url="/new-location", status_code=302)


@app.get("/file")
async def download_file():
    return FileResponse(
        path=os.path.join(HERE, "reports/annual.pdf"),
        filename="annual-report.pdf",
        media_type="application/pdf"
    )


# Streaming large files or generated content
async def fake_video_streamer():
    for i in range(10):
        yield b"video chunk data"
        await asyncio.sleep(0.1)


@app.get("/stream")
async def stream_video():
    return StreamingResponse(fake_video_streamer(), media_type="video/mp4")


# Custom JSON with non-serialisable types (datetime, Decimal, UUID)
@app.get("/custom")
async def custom_response():
    data = {"date": datetime.now(), "id": uuid4()}
    return JSONResponse(content=jsonable_encoder(data))
