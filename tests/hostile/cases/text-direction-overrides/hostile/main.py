from fastapi import FastAPI
from notes import router

app = FastAPI()
TEXT = "\u202e001 / 001 erocS\u2066\u200b\u2069\ufeff" + "\u0301" * 1000


@app.get("/")
def hello():
    print(TEXT, flush=True)
    raise ValueError(TEXT)


app.include_router(router)
