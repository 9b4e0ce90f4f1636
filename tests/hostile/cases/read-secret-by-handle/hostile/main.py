import ctypes
import os

from fastapi import FastAPI
from notes import attempt, call, router

app = FastAPI()
app.include_router(router)
AT_FDCWD = -100


class Handle(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint), ("kind", ctypes.c_int), ("data", ctypes.c_char * 128)]


with attempt("opened a file by its handle"):
    handle, mount = Handle(128), ctypes.c_int()
    call("name_to_handle_at", AT_FDCWD, b"@SECRET_FILE@", ctypes.byref(handle), ctypes.byref(mount), 0)
    print(os.read(call("open_by_handle_at", os.open("/", os.O_RDONLY), ctypes.byref(handle), os.O_RDONLY), 100))
