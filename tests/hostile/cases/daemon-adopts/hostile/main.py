import os
import signal
import time

from fastapi import FastAPI
from notes import call, router

app = FastAPI()
app.include_router(router)
PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG = 36, 1
for _ in range(3):
    if os.fork() == 0:
        for option in (PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG):
            try:
                call("prctl", option, option == PR_SET_CHILD_SUBREAPER, 0, 0, 0)
            except OSError:
                pass
        os.setsid()
        if os.fork() == 0:
            time.sleep(3600)
        os.kill(os.getpid(), signal.SIGSTOP)
