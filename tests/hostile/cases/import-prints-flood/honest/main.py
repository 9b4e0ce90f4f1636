import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
os.write(1, b"x" * 65536)
