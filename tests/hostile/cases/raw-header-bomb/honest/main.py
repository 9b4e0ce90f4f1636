from fastapi import FastAPI
from notes import router
from tools import answer_raw

app = FastAPI()
app.include_router(router)
LINES = b"".join(b"X-%d: yes\r\n" % n for n in range(50))
answer_raw(app, [b"HTTP/1.1 200 OK\r\n" + LINES + b'Content-Length: 20\r\n\r\n{"message": "hello"}'])
