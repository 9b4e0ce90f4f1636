import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
os.chmod("main.py", 0o600)
os.utime("main.py", (0, 0))
