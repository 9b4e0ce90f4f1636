"""A package with a router, a store class that is injected, and ids that cannot be guessed."""

from fastapi import FastAPI

from shop.routes import router

app = FastAPI(title="Shop")
app.include_router(router)
