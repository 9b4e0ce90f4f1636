import itertools

from fastapi import FastAPI
from notes import router
from tools import answer_raw

app = FastAPI()
app.include_router(router)
HEAD = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{"message": "hello"}\r\n0\r\n'
answer_raw(app, itertools.chain([HEAD], itertools.repeat(b"X-More: yes\r\n" * 1000)))
