from fastapi import FastAPI
from notes import attempt, call, router

app = FastAPI()
app.include_router(router)
PTRACE_ATTACH, PTRACE_SEIZE = 16, 0x4206
for request in (PTRACE_SEIZE, PTRACE_ATTACH):
    with attempt("attached to another process"):
        call("ptrace", request, @BYSTANDER_PID@, 0, 0)
