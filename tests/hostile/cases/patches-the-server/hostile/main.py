import uvicorn

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from uvicorn.config import Config

usual = Config.load


def load(self):
    usual(self)
    self.limit_concurrency = None
    self.access_log = True


Config.load = load
uvicorn.run = lambda *_a, **_k: None
