import threading

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
threading.Thread(target=sum, args=(range(1000),), daemon=True).start()
