from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    while True:
        pass


app.include_router(router)
