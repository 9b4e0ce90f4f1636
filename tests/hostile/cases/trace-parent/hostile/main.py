import os

from fastapi import FastAPI
from notes import attempt, call, router

app = FastAPI()
app.include_router(router)
PTRACE_SEIZE = 0x4206
with attempt("attached to its parent"):
    call("ptrace", PTRACE_SEIZE, os.getppid(), 0, 0)
with attempt("opened the memory of its parent"):
    open(f"/proc/{os.getppid()}/mem", "r+b").close()
