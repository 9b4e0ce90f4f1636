import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("changed a mode"):
    os.chmod("@OUTSIDE@/ledger.txt", 0)
with attempt("changed an owner"):
    os.chown("@OUTSIDE@/ledger.txt", os.getuid(), os.getgid())
with attempt("changed times"):
    os.utime("@OUTSIDE@/ledger.txt", (0, 0))
with attempt("set an attribute"):
    os.setxattr("@OUTSIDE@/ledger.txt", "user.pwned", b"1")
