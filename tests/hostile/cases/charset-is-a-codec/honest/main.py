from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello():
    return Response('{"message": "hello"}', headers={"Content-Type": "application/json; charset=latin-1"})


app.include_router(router)
