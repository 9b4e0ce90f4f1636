from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    return {f"message{n * ''}": "hello" for n in range(1)}


app.include_router(router)
