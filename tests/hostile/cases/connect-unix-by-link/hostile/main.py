import os
import socket

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("connected through a link"):
    os.symlink("@UNIX_SOCKET@", "door")
    socket.socket(socket.AF_UNIX).connect("door")
