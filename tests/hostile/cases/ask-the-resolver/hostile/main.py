import socket

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("resolved a name"):
    socket.getaddrinfo("@MARK@.example.com", 80)
with attempt("asked a resolver of the machine"):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"\0" * 12, ("127.0.0.53", 53))
