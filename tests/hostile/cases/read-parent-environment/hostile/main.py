import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("read the environment of its parent"):
    assert open(f"/proc/{os.getppid()}/environ", "rb").read()
with attempt("read the environment of process 1"):
    assert open("/proc/1/environ", "rb").read()
