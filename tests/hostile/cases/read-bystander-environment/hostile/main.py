from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("read the environment of another process"):
    print(open("/proc/@BYSTANDER_PID@/environ", "rb").read())
