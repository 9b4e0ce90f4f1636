import time

from fastapi import FastAPI

app = FastAPI()
ready = False


@app.get("/")
def root():
    return {"ready": ready}


while not ready:
    time.sleep(0.5)
