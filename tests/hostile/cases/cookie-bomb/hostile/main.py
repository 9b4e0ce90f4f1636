from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello(response: Response):
    for number in range(80):
        response.set_cookie(f"c{number}", "x" * 500, domain=".localhost", path="/")
    return {"message": "hello"}


app.include_router(router)
