from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
raise ValueError("x" * 50_000_000)
