import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    kept = [os.memfd_create("x") for _ in range(64)]
    for memory in kept:
        os.write(memory, b"x" * (32 * 1024 * 1024))
    return {"message": "filled"}


app.include_router(router)
