import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
PORT = int(os.environ.get("PORT", "8000"))
