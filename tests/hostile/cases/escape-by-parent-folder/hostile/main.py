import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("climbed up to the root"):
    open("../" * 20 + "@SECRET_FILE@".lstrip("/")).read()
with attempt("climbed up by a folder held open"):
    here = os.open(".", os.O_RDONLY)
    os.open("../" * 20 + "@SECRET_FILE@".lstrip("/"), os.O_RDONLY, dir_fd=here)
with attempt("climbed up by /proc/self"):
    open("/proc/self/root@SECRET_FILE@").read()
with attempt("climbed up by /proc/self/cwd"):
    open("/proc/self/cwd/" + "../" * 20 + "@SECRET_FILE@".lstrip("/")).read()
