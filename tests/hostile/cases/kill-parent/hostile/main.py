import os
import signal

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("signalled its parent"):
    assert os.getppid() > 1
    os.kill(os.getppid(), 0)
if os.getppid() > 1:
    try:
        os.kill(os.getppid(), signal.SIGKILL)
    except OSError:
        pass
