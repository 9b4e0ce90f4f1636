import socket

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("connected to an abstract socket"):
    socket.socket(socket.AF_UNIX).connect("\0@ABSTRACT_SOCKET@")
