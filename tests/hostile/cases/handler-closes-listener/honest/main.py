import socket

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    socket.socketpair()[0].shutdown(socket.SHUT_RDWR)
    return {"message": "hello"}


app.include_router(router)
