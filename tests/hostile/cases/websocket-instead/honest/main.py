from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from fastapi import WebSocket


@app.websocket("/live")
async def live(socket: WebSocket):
    await socket.accept()
    await socket.send_text("hello")
