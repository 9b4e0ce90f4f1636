from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello():
    return Response('{"message": "h\\u0065llo"}', media_type="application/json")


app.include_router(router)
