from fastapi import FastAPI
from notes import attempt, call, router

app = FastAPI()
app.include_router(router)
KEY_SPEC_USER_KEYRING = -4
with attempt("kept a key in the kernel"):
    call("add_key", b"user", b"@MARK@", b"seen", 4, KEY_SPEC_USER_KEYRING)
with attempt("asked for a key ring"):
    call("keyctl", 0, -3, 1)
