import os
import time

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.setsid()
        os.closerange(0, 256)
        time.sleep(3600)
    os._exit(0)
