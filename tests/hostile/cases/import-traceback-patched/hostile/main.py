import traceback

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
traceback.format_list = lambda _frames: ["x" * 1_000_000] * 100
raise ValueError("described by myself")
