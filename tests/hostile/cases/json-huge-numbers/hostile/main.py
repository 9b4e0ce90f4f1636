from fastapi import FastAPI
from notes import NoteIn, router

app = FastAPI()
from fastapi import Response


@app.get("/")
def hello():
    return Response('{"message": ' + "9" * 1_000_000 + "}", media_type="application/json")


@app.post("/notes", status_code=201)
def create(note: NoteIn):
    return Response('{"id": 1e999999999, "title": ' + "1" * 4299 + "}", 201, media_type="application/json")


app.include_router(router)
