"""The steps in a class of their own, the routes in a router."""

from fastapi import FastAPI

from registration import router

app = FastAPI()
app.include_router(router)
