from fastapi import FastAPI
from notes import NoteIn, router

app = FastAPI()
@app.post("/notes", status_code=201)
def create(note: NoteIn):
    return {"id": 1, "title": "..."}


app.include_router(router)
