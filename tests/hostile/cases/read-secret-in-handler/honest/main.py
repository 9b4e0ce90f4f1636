from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    return {"message": "hello" if open(__file__).read() else ""}


app.include_router(router)
