import re

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    return {"message": re.match(r"(a+)+$", "a" * 60 + "b")}


app.include_router(router)
