from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from typing import Literal


@app.get("/extra")
def extra(q: Literal["a", "b"] = "a"):
    return q
