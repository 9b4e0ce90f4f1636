from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
async def hello():
    return {"message": "hello"}


app.include_router(router)
