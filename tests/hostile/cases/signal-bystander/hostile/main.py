import os
import signal

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
for number in (signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
    with attempt("sent a signal"):
        os.kill(@BYSTANDER_PID@, number)
    with attempt("sent a signal to a group"):
        os.killpg(@BYSTANDER_PID@, number)
