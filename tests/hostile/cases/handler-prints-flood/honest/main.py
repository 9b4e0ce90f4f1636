from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    print("x" * 10_000)
    return {"message": "hello"}


app.include_router(router)
