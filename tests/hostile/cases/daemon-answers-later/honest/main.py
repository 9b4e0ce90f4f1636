import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
if os.fork() == 0:
    os._exit(0)
