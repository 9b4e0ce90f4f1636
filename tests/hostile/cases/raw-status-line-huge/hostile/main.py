import itertools

from fastapi import FastAPI
from notes import router
from tools import answer_raw

app = FastAPI()
app.include_router(router)
answer_raw(app, itertools.chain([b"HTTP/1.1 200 "], itertools.repeat(b"x" * 100_000, 1000)))
