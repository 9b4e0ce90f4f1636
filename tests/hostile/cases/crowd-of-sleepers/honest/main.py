import threading
import time

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
for _ in range(40):
    threading.Thread(target=time.sleep, args=(0.1,), daemon=True).start()
