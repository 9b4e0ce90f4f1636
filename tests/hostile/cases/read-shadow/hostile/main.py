from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("read /etc/shadow"):
    open("/etc/shadow").read()
