from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello():
    return Response(b"[" * 1_000_000 + b"]" * 1_000_000, media_type="application/json")


app.include_router(router)
