"""Origins from the environment, the middleware handed to FastAPI, the endpoints in a router."""

import os

from fastapi import FastAPI
from fastapi.middleware import Middleware
from fastapi.middleware.cors import CORSMiddleware

from shop.items import COUNT, router

DEFAULT = "https://myapp.com, https://admin.myapp.com"

origins = [origin.strip() for origin in os.getenv("CORS_ORIGINS", DEFAULT).split(",")]

cors = Middleware(
    CORSMiddleware,
    allow_origins=tuple(origins),
    allow_credentials=True,
    allow_methods=("DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"),
    allow_headers=("authorization", "content-type", "x-request-id"),
    expose_headers=(COUNT,),
    max_age=24 * 60 * 60,
)

app = FastAPI(title="Shop", middleware=[cors])
app.include_router(router, prefix="/items")


@app.options("/items")
async def options():
    """A browser's preflight never gets here: the middleware answers it."""
    return {"methods": ["GET"]}
