import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    memory = os.memfd_create("x")
    os.write(memory, b"x" * 1024)
    os.close(memory)
    return {"message": "hello"}


app.include_router(router)
