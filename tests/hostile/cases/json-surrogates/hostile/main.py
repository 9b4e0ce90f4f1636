from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello():
    return Response('{"message": "\\ud800\\udfff\\udc00 \\u0000 \\ufffe"}', media_type="application/json")


app.include_router(router)
