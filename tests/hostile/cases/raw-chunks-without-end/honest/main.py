from fastapi import FastAPI
from notes import router
from tools import answer_raw

app = FastAPI()
app.include_router(router)
CHUNKS = [b"1\r\n%c\r\n" % byte for byte in b'{"message": "hello"}']
answer_raw(app, [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *CHUNKS, b"0\r\n\r\n"])
