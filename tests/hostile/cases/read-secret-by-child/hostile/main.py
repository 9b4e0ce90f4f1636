import subprocess
import sys

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("read a private file in a new program"):
    subprocess.run([sys.executable, "-c", "open('@SECRET_FILE@')"], check=True, capture_output=True)
