"""Everything with plain `Response` objects and a generator that runs in a thread."""

from fastapi import FastAPI

from app import media, pages

app = FastAPI()
app.include_router(pages.router, tags=["pages"])
app.include_router(media.router, tags=["media"])
