import socket

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("connected without connect"):
    door = socket.socket()
    door.sendto(b"x", socket.MSG_FASTOPEN, ("127.0.0.1", @TCP_PORT@))
    door.close()
