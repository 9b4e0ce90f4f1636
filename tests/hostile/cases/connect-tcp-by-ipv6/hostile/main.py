import socket

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("connected by IPv6"):
    socket.create_connection(("::ffff:127.0.0.1", @TCP_PORT@), 1)
