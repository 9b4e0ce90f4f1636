import json
import sys

from fastapi import FastAPI
from notes import router

app = FastAPI()
sys.setrecursionlimit(10**9)


@app.get("/")
def hello():
    value = []
    for _ in range(10**7):
        value = [value]
    return json.dumps(value)


app.include_router(router)
