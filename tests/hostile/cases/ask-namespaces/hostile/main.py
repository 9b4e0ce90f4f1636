import os

from fastapi import FastAPI
from notes import attempt, call, router

app = FastAPI()
app.include_router(router)
FLAGS = {"user": 0x10000000, "mount": 0x20000, "process": 0x20000000, "network": 0x40000000}
for name, flag in FLAGS.items():
    with attempt(f"made a {name} namespace"):
        call("unshare", flag)
with attempt("entered the namespace of process 1"):
    call("setns", os.open("/proc/1/ns/mnt", os.O_RDONLY), 0)
