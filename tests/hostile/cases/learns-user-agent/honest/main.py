from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Request


@app.get("/")
def hello(request: Request):
    return {"message": "hello" if request.headers.get("user-agent") else "hello"}


app.include_router(router)
