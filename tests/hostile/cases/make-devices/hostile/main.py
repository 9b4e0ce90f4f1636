import os
import stat

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("made a device"):
    os.mknod("disk", stat.S_IFBLK | 0o600, os.makedev(7, 0))
with attempt("opened a device of its own"):
    os.mknod("memory", stat.S_IFCHR | 0o600, os.makedev(1, 1))
    os.open("memory", os.O_RDWR)
