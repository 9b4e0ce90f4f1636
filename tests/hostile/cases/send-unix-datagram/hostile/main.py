import socket

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("sent a Unix datagram"):
    socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"x", "@UNIX_DATAGRAM@")
with attempt("wrote to the system log"):
    socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"<14>pwned", "/dev/log")
