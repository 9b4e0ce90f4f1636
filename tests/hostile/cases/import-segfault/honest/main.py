import ctypes

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
ctypes.string_at(ctypes.create_string_buffer(b"fine"))
