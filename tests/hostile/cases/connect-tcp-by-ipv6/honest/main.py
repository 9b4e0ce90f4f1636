import socket

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
socket.inet_pton(socket.AF_INET6, "::1")
