import ctypes

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    return {"message": ctypes.string_at(b"hello").decode()}


app.include_router(router)
