import os

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
os.makedirs("locked/inner/more")
open("locked/inner/more/file", "w").close()
for folder in ("locked/inner/more", "locked/inner", "locked"):
    os.chmod(folder, 0)
