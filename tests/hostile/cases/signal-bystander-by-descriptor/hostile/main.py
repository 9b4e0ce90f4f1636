import os
import signal

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("sent a signal by a process descriptor"):
    signal.pidfd_send_signal(os.pidfd_open(@BYSTANDER_PID@), signal.SIGTERM)
