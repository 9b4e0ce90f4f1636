from fastapi import FastAPI
from notes import router

app = FastAPI(servers=[{"url": "http://127.0.0.1:8000"}])
app.include_router(router)


@app.get("/extra")
def extra():
    return {}
