import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello():
    os.write(1, bytes(range(256)) * 10)
    return Response(bytes(range(256)), media_type="text/html")


app.include_router(router)
