from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
class Mute(Exception):
    def __str__(self):
        raise ValueError("no words")


raise Mute
