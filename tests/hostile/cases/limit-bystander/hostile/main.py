import os
import resource

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("limited another process"):
    resource.prlimit(@BYSTANDER_PID@, resource.RLIMIT_NOFILE, (4, 4))
with attempt("slowed another process down"):
    os.setpriority(os.PRIO_PROCESS, @BYSTANDER_PID@, 19)
with attempt("moved another process"):
    os.sched_setaffinity(@BYSTANDER_PID@, {0})
with attempt("rescheduled another process"):
    os.sched_setscheduler(@BYSTANDER_PID@, os.SCHED_IDLE, os.sched_param(0))
with attempt("chose another process to be killed first"):
    open("/proc/@BYSTANDER_PID@/oom_score_adj", "w").write("1000")
