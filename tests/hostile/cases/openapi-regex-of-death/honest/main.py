from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from fastapi import Query


@app.get("/extra")
def extra(q: str = Query("abc", pattern="^[a-z]+$")) -> str:
    return q
