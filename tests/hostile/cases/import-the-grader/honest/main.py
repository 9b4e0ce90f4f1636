from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
try:
    import not_there
except ImportError:
    not_there = None
