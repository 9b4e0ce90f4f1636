from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
print("\x1b[32mstarted\x1b[0m")
