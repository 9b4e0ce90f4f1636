import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
open("new.txt", "x").close()
os.rename("new.txt", "other.txt")
os.truncate("other.txt", 0)
os.unlink("other.txt")
