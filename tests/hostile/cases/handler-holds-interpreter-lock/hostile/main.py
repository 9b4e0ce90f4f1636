import ctypes

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    ctypes.PyDLL(None).sleep(3600)


app.include_router(router)
