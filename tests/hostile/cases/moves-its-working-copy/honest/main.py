import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
os.rename("tools.py", "other.py")
os.rename("other.py", "tools.py")
