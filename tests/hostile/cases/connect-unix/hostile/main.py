import socket

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
for path in ("@UNIX_SOCKET@", "/var/run/docker.sock", "/run/dbus/system_bus_socket", "/run/systemd/private"):
    with attempt("connected to a Unix socket"):
        socket.socket(socket.AF_UNIX).connect(path)
