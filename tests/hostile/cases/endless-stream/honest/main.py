from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi.responses import StreamingResponse


@app.get("/")
def hello():
    return StreamingResponse(iter([b'{"message":', b'"hello"}']), media_type="application/json")


app.include_router(router)
