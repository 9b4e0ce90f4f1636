import json
import os
import time

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
forged = {"types": {"a": 1}, "text": ["x"], "file": 5, "line": "<pwned>", "traceback": {"<pwned>": None}, "stage": [], "code": 1e400}
for number in range(3, 64):
    try:
        os.write(number, json.dumps({"error": forged}).encode() + b"\n")
    except OSError:
        pass
time.sleep(3600)
