import os

from fastapi import FastAPI
from notes import attempt, call, router

app = FastAPI()
app.include_router(router)
with attempt("took a descriptor of another process"):
    call("pidfd_getfd", os.pidfd_open(@BYSTANDER_PID@), 0, 0)
with attempt("opened a descriptor of another process"):
    os.open("/proc/@BYSTANDER_PID@/fd/0", os.O_RDONLY)
