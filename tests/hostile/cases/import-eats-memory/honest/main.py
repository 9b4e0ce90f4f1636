from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
hoard = bytearray(64 * 1024 * 1024)
