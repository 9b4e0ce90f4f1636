import ctypes

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
ctypes.create_string_buffer(16)
