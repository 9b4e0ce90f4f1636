import time

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    time.sleep(0.01)
    return {"message": "hello"}


app.include_router(router)
