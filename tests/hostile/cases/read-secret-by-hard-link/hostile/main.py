import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("made a hard link"):
    os.link("@SECRET_FILE@", "link")
