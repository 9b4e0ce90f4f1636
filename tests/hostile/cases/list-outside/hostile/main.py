import os

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("listed a folder outside"):
    os.listdir("@OUTSIDE@")
