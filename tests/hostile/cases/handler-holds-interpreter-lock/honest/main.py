import ctypes

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    ctypes.CDLL(None).usleep(1000)
    return {"message": "hello"}


app.include_router(router)
