import array
import fcntl
import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
FS_IOC_GETFLAGS, FS_IOC_SETFLAGS, IMMUTABLE = 0x80086601, 0x40086602, 0x10
with attempt("made a file that nobody can delete"):
    file = os.open("kept", os.O_RDONLY | os.O_CREAT)
    flags = array.array("l", [0])
    fcntl.ioctl(file, FS_IOC_GETFLAGS, flags, True)
    flags[0] |= IMMUTABLE
    fcntl.ioctl(file, FS_IOC_SETFLAGS, flags)
