from fastapi import FastAPI
from notes import router
from tools import answer_raw

app = FastAPI()
app.include_router(router)
answer_raw(app, [b"HTTP/1.1 200 OK\r\n", b"Content-Length: 20\r\n", b"\r\n", b'{"message": "hello"}'], pause=0.01)
