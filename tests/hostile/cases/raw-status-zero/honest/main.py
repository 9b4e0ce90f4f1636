from fastapi import FastAPI
from notes import router
from tools import answer_raw

app = FastAPI()
app.include_router(router)
answer_raw(app, [b'HTTP/1.1 200 \r\nContent-Length: 20\r\n\r\n{"message": "hello"}'])
