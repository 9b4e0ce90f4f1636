"""Plain values wherever a response class makes the answer of them; the file is streamed, too."""

import asyncio
from datetime import datetime, timezone
from importlib.resources import files
from uuid import UUID, uuid4

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, StreamingResponse
from pydantic import BaseModel, Field

import reports

app = FastAPI(default_response_class=PlainTextResponse)


class Custom(BaseModel):
    date: datetime = Field(default_factory=lambda: datetime.now(timezone.utc).replace(microsecond=0))
    id: UUID = Field(default_factory=uuid4)


class Video:
    """An asynchronous iterator without a generator."""

    def __init__(self, count: int) -> None:
        self.left = count

    def __aiter__(self):
        return self

    async def __anext__(self) -> str:
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        await asyncio.sleep(0.1)
        return "video chunk data"


@app.get("/html", response_class=HTMLResponse, status_code=200)
async def html() -> str:
    return "<h1>Hello World</h1>"


@app.get("/text")
async def text() -> str:
    return "Hello World"


@app.get("/redirect", response_class=RedirectResponse, status_code=302)
async def redirect() -> str:
    return "/new-location"


@app.get("/file")
def file():
    return StreamingResponse(
        files(reports).joinpath("annual.pdf").open("rb"),
        media_type="application/pdf",
        headers={"Content-Disposition": "attachment; filename*=UTF-8''annual-report.pdf"},
    )


@app.get("/stream")
def stream():
    return StreamingResponse(Video(10), media_type="video/mp4")


@app.get("/custom", response_model=Custom)
def custom():
    return JSONResponse(Custom().model_dump(mode="json"))
