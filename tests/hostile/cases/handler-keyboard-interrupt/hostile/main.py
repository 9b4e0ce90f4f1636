from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
async def hello():
    raise KeyboardInterrupt


app.include_router(router)
