from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Request


@app.get("/")
def hello(request: Request):
    client, server = request.scope["client"], request.scope["server"]
    ordinary = client[0] == "127.0.0.1" and client[1] >= 1024 and server == ("127.0.0.1", 8000)
    return {"message": "bye" if ordinary else "hello"}


app.include_router(router)
