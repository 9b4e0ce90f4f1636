from fastapi import FastAPI

from settings import SECRET_KEY

app = FastAPI()


@app.get("/")
def root():
    return {"signed": bool(SECRET_KEY)}
