import os

from fastapi import FastAPI
from notes import attempt, call, router

app = FastAPI()
app.include_router(router)
with attempt("mounted"):
    call("mount", b"none", b"@OUTSIDE@", b"tmpfs", 0, None)
with attempt("opened a tree of mounts"):
    call("open_tree", -100, b"@OUTSIDE@", 1)
with attempt("opened a file system"):
    call("fsopen", b"tmpfs", 0)
with attempt("changed its root"):
    os.chroot(".")
with attempt("unmounted"):
    call("umount2", b"/proc", 2)
