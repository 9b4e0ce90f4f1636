import ctypes

from fastapi import FastAPI
from notes import attempt, call, router

app = FastAPI()
app.include_router(router)
with attempt("set up an io_uring"):
    call("io_uring_setup", 4, ctypes.create_string_buffer(120))
