import subprocess

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("read a private file with cat"):
    print(subprocess.run("cat '@SECRET_FILE@'", shell=True, check=True, capture_output=True).stdout)
