import threading
import time

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
threading.stack_size(65536)
with attempt("started 400 threads"):
    for _ in range(400):
        threading.Thread(target=time.sleep, args=(0.5,), daemon=True).start()
time.sleep(0.6)
