"""A router in a package, a response model, and a class that collects the query parameters."""

from fastapi import FastAPI

from web.users import router

app = FastAPI()
app.include_router(router, prefix="/users")
