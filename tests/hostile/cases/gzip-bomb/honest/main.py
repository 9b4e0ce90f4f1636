from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from fastapi.middleware.gzip import GZipMiddleware

app.add_middleware(GZipMiddleware, minimum_size=1)
