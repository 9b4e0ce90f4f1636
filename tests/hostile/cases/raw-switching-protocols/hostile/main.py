from fastapi import FastAPI
from notes import router
from tools import answer_raw

app = FastAPI()
app.include_router(router)
answer_raw(app, [b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: shell\r\nConnection: Upgrade\r\n\r\n$ "], close=False)
