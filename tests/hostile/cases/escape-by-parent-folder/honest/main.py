from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
open("../" * 1 + "scratch.txt", "w").close()
