import threading
import time

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
threading.Thread(target=time.sleep, args=(3600,)).start()
