import itertools

from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi.responses import StreamingResponse


@app.get("/")
def hello():
    return StreamingResponse(itertools.repeat(b"x" * 65536), media_type="application/json")


app.include_router(router)
