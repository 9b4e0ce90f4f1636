from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    return {f"k{n}": None for n in range(300_000)}


app.include_router(router)
