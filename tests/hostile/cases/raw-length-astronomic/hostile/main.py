from fastapi import FastAPI
from notes import router
from tools import answer_raw

app = FastAPI()
app.include_router(router)
answer_raw(app, [b"HTTP/1.1 200 OK\r\nContent-Length: 1" + b"0" * 30 + b'\r\n\r\n{"message": "hello"}'])
