import threading

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
threading.Thread(target=print, args=("short",)).start()
