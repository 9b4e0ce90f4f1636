import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("read the command line of another process"):
    assert open("/proc/@BYSTANDER_PID@/cmdline", "rb").read()
