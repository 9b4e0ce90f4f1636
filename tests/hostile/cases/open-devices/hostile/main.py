import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
for name in ("mem", "kmsg", "sda", "vda", "loop0", "loop-control", "tty", "tty0", "fuse", "kvm", "ptmx", "net/tun"):
    with attempt(f"opened /dev/{name}"):
        os.open(f"/dev/{name}", os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
