import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("wrote a file outside"):
    open("@OUTSIDE@/ledger.txt", "w").write("me 100\n")
with attempt("appended to a file outside"):
    open("@OUTSIDE@/ledger.txt", "a").write("me 100\n")
with attempt("made a file outside"):
    open("@OUTSIDE@/new.txt", "x").close()
with attempt("made a folder outside"):
    os.mkdir("@OUTSIDE@/new")
with attempt("cut a file outside"):
    os.truncate("@OUTSIDE@/ledger.txt", 0)
with attempt("renamed a file outside"):
    os.rename("@OUTSIDE@/ledger.txt", "@OUTSIDE@/other.txt")
with attempt("took a file from outside"):
    os.rename("@OUTSIDE@/ledger.txt", "ledger.txt")
with attempt("deleted a file outside"):
    os.unlink("@OUTSIDE@/ledger.txt")
