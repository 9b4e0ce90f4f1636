import ctypes

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    ctypes.string_at(0)


app.include_router(router)
