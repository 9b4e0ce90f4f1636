from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
count = []


def document():
    count.append(1)
    return {"openapi": "3.1.0", "info": {"title": "x", "version": str(len(count))}, "paths": {f"/{len(count)}": {}}}


app.openapi = document
