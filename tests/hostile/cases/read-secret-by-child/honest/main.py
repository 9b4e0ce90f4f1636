import subprocess

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
try:
    subprocess.run(["true"], check=False)
except OSError:
    pass
