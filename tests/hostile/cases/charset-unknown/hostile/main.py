from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello():
    return Response(b"\xff\xfe\x00", headers={"Content-Type": 'text/plain; charset="../../etc/passwd"'})


app.include_router(router)
