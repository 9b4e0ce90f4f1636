import os
import signal

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    os.kill(os.getpid(), signal.SIGSTOP)


app.include_router(router)
