import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
kept = []


@app.get("/")
def hello():
    while True:
        kept.append(open(os.devnull))


app.include_router(router)
