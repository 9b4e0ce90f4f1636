from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
hoard = []
while True:
    hoard.append(bytearray(16 * 1024 * 1024))
