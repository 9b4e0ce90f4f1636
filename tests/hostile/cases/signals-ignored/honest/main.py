import signal

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
