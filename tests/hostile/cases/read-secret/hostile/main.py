from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("read a private file"):
    print(open("@SECRET_FILE@").read())
