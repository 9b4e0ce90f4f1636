import threading
import time

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    for _ in range(10):
        threading.Thread(target=time.sleep, args=(0.01,), daemon=True).start()
    return {"message": "hello"}


app.include_router(router)
