import ctypes

from fastapi import FastAPI
from notes import attempt, call, router

app = FastAPI()
app.include_router(router)
with attempt("used bpf"):
    call("bpf", 0, ctypes.create_string_buffer(bytes([1, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0]), 128), 128)
with attempt("used userfaultfd"):
    call("userfaultfd", 1)
with attempt("watched events of the processor"):
    call("perf_event_open", ctypes.create_string_buffer(bytes([1, 0, 0, 0, 112]), 112), 0, -1, -1, 0)
with attempt("read the kernel's log"):
    call("klogctl", 3, ctypes.create_string_buffer(64), 64)
