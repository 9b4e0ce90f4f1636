from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    with open("large", "wb") as large:
        large.write(b"x" * 1024 * 1024)
    return {"message": "hello"}


app.include_router(router)
