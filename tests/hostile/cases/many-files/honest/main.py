from fastapi import FastAPI
from notes import router

app = FastAPI()
@app.get("/")
def hello():
    for number in range(20):
        open(f"file-{number}", "w").close()
    return {"message": "hello"}


app.include_router(router)
