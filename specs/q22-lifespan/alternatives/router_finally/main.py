"""The lifespan, the state and the routes in files of their own."""

from fastapi import FastAPI

from lifecycle import lifespan
from routes import router

app = FastAPI(lifespan=lifespan)
app.include_router(router)
