import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    if os.fork() == 0:
        os._exit(0)
    os.wait()
    return {"message": "hello"}


app.include_router(router)
