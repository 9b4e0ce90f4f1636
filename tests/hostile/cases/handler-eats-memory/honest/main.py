from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    bytearray(50 * 1024**2)
    return {"message": "hello"}


app.include_router(router)
