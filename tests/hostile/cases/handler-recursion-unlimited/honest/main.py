import json

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    return json.loads('{"message": "hello"}')


app.include_router(router)
