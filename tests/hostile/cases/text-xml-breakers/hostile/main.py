from fastapi import FastAPI
from notes import router

app = FastAPI()
TEXT = "]]> <!ENTITY x SYSTEM 'file://@SECRET_FILE@'> &x; \x00\x01\x0b\ufffe\uffff -- --> <pwned/>"


@app.get("/")
def hello():
    print(TEXT, flush=True)
    raise ValueError(TEXT)


app.include_router(router)
