import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    os.getpid()
    return {"message": "hello"}


app.include_router(router)
