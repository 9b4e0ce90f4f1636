from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("read the solution"):
    open("@LESSON@/solution/notes.py").read()
with attempt("read the checks"):
    open("@LESSON@/checks/test_notes.py").read()
