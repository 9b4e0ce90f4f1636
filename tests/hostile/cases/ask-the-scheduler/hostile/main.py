import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("runs in real time"):
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
with attempt("raised its priority"):
    os.setpriority(os.PRIO_PROCESS, 0, -10)
with attempt("is never killed for memory"):
    open("/proc/self/oom_score_adj", "w").write("-1000")
