import re

from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    return {"message": re.sub(r"a+$", "", "helloaaa")}


app.include_router(router)
