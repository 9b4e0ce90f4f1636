from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import WebSocket


@app.websocket("/")
async def hello(socket: WebSocket):
    await socket.accept()
    while True:
        await socket.send_text("hello")


@app.get("/")
def upgrade():
    from fastapi import Response

    return Response(status_code=426, headers={"Upgrade": "websocket"})


app.include_router(router)
