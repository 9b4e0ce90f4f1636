from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello():
    many = ", ".join(["gzip", "deflate", "br", "zstd"] * 200)
    return Response("{}", headers={"Content-Encoding": many}, media_type="application/json")


app.include_router(router)
