import sys

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    sys.exit(0)


app.include_router(router)
