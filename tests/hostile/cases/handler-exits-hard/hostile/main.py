import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    os._exit(0)


app.include_router(router)
