from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
@app.get("/")
def hello():
    with attempt("read a private file"):
        return {"message": open("@SECRET_FILE@").read()}
    return {"message": "hello"}


app.include_router(router)
