import subprocess
import sys

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
SOURCE = "import socket; socket.create_connection(('127.0.0.1', @TCP_PORT@), 1)"
with attempt("connected by a new program"):
    subprocess.run([sys.executable, "-c", SOURCE], check=True, capture_output=True)
