import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
if os.fork() == 0:
    os._exit(0)


@app.get("/")
def hello():
    return {"message": "hello"}


app.include_router(router)
