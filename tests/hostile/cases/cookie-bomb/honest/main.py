from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello(response: Response):
    response.set_cookie("seen", "yes")
    return {"message": "hello"}


app.include_router(router)
