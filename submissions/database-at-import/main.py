import socket

from fastapi import FastAPI

app = FastAPI()
database = socket.create_connection(("127.0.0.1", 5432), timeout=3)


@app.get("/")
def root():
    return {"database": database.getpeername()}
