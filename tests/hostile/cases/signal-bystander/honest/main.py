import os
import signal

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
os.kill(os.getpid(), signal.SIGCONT)
