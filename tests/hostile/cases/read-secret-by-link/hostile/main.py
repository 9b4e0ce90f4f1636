import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("read through a symbolic link"):
    os.symlink("@SECRET_FILE@", "link")
    print(open("link").read())
