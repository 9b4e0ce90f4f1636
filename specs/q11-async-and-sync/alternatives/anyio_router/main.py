"""The work in a module of its own, the routes in a router."""

from fastapi import FastAPI

from routes import router

app = FastAPI()
app.include_router(router)
