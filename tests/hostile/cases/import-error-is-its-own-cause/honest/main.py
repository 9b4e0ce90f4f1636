from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
try:
    raise ValueError("outer") from KeyError("inner")
except ValueError:
    pass
