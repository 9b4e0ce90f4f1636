import tempfile

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
with tempfile.NamedTemporaryFile() as file:
    file.write(b"x")
