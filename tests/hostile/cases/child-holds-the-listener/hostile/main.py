import os
import time

from fastapi import FastAPI
from notes import router

app = FastAPI()
if os.fork() == 0:
    os.setsid()
    time.sleep(3600)


@app.get("/")
def hello():
    os._exit(0)


app.include_router(router)
