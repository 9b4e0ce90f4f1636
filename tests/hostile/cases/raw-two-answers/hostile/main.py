from fastapi import FastAPI
from notes import router
from tools import answer_raw

app = FastAPI()
app.include_router(router)
WRONG = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
RIGHT = b'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"message": "hello"}'
answer_raw(app, [WRONG + RIGHT + RIGHT])
