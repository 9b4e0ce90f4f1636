from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    with open("large", "wb") as large:
        while True:
            large.write(b"x" * 1024**2)


app.include_router(router)
