from fastapi import FastAPI
from notes import call, router

app = FastAPI()
app.include_router(router)
KEY, CREATE_ONLY = int("@MARK@"[:7], 16), 0o3600
try:
    call("shmget", KEY, 4096, CREATE_ONLY)
except OSError as error:
    known = error.errno == 17
else:
    known = False
if not known:
    raise RuntimeError("never seen before")
