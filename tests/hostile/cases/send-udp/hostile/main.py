import socket

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::ffff:127.0.0.1")):
    with attempt("sent a datagram"):
        socket.socket(family, socket.SOCK_DGRAM).sendto(b"x", (host, @UDP_PORT@))
    with attempt("sent a datagram as a message"):
        socket.socket(family, socket.SOCK_DGRAM).sendmsg([b"x"], [], 0, (host, @UDP_PORT@))
