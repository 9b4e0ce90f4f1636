import os
import sys

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("read a private file by a program in memory"):
    memory = os.memfd_create("x", 0)
    os.write(memory, b"#!/bin/sh\ncat '@SECRET_FILE@'\n")
    child = os.fork()
    if child == 0:
        try:
            os.execve(f"/proc/self/fd/{memory}", ["x"], {})
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
