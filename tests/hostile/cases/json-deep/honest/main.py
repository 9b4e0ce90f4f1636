from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello():
    return Response(b'{"message":' + b" " * 1000 + b'"hello"}', media_type="application/json")


app.include_router(router)
