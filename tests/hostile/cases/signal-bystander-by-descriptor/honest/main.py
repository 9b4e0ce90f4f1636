import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
try:
    os.close(os.pidfd_open(os.getpid()))
except OSError:
    pass
