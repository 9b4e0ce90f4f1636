"""A router in a package, one strict model per body, and response models that leave out what was not set."""

from fastapi import FastAPI

from shop.routes import router

app = FastAPI()
app.include_router(router, prefix="/items", tags=["items"])
