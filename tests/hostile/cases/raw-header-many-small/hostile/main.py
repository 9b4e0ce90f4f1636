from fastapi import FastAPI
from notes import router
from tools import answer_raw

app = FastAPI()
app.include_router(router)
LINES = b"".join(b"X-%d: <pwned>\r\n" % n for n in range(3000))
answer_raw(app, [b"HTTP/1.1 200 OK\r\n" + LINES + b"Content-Length: 2\r\n\r\n{}"])
