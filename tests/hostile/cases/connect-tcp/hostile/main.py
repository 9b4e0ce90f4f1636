import socket

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("connected to a port of the machine"):
    socket.create_connection(("127.0.0.1", @TCP_PORT@), 1)
