from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
for _ in range(100_000):
    pass
