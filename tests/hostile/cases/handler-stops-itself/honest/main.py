import os
import signal

from fastapi import FastAPI
from notes import router

app = FastAPI()
signal.signal(signal.SIGUSR1, lambda _number, _frame: None)


@app.get("/")
def hello():
    os.kill(os.getpid(), signal.SIGUSR1)
    return {"message": "hello"}


app.include_router(router)
