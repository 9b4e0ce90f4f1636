import os
import socket

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
os.mkfifo("pipe")
os.symlink("self", "self")
os.symlink("/", "root")
open(b"\xff\xfe\n\x1b[2J", "w").close()
try:
    socket.socket(socket.AF_UNIX).bind("door")
except OSError:
    pass
