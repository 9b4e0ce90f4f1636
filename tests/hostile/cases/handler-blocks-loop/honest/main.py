from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
async def hello():
    for _ in range(10_000):
        pass
    return {"message": "hello"}


app.include_router(router)
