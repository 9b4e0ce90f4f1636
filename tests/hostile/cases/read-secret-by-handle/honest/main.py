import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
os.close(os.open(".", os.O_RDONLY))
