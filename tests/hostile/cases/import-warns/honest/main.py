import warnings

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
for number in range(1000):
    warnings.warn(f"number {number}")
