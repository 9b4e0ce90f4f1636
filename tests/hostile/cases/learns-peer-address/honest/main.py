from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Request


@app.get("/")
def hello(request: Request):
    assert request.client.host == "127.0.0.1"
    return {"message": "hello"}


app.include_router(router)
