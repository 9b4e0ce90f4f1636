from fastapi import FastAPI
from notes import router

app = FastAPI()
seen = []


@app.get("/")
def hello():
    seen.append(1)
    return {"message": "hello" if len(seen) > 5 else "warming up"}


app.include_router(router)
