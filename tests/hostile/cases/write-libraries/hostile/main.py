import os
import sys

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
import fastapi

for folder in {os.path.dirname(fastapi.__path__[0]), os.path.dirname(os.__file__), os.path.dirname(sys.executable)}:
    path = os.path.join(folder, "pwned_@MARK@.py")
    with attempt("wrote beside its libraries"):
        open(path, "x").close()
    if os.path.exists(path):
        os.unlink(path)
