import ctypes

from fastapi import FastAPI
from notes import attempt, call, router

app = FastAPI()
app.include_router(router)
with attempt("opened the memory of another process"):
    open("/proc/@BYSTANDER_PID@/mem", "rb").close()


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


with attempt("read the memory of another process"):
    maps = open("/proc/@BYSTANDER_PID@/maps").readline()
    here, there = Vector(), Vector(int(maps.split("-")[0], 16), 16)
    room = ctypes.create_string_buffer(16)
    here.base, here.length = ctypes.addressof(room), 16
    call("process_vm_readv", @BYSTANDER_PID@, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
