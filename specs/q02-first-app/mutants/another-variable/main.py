"""A first app, under another name."""

from fastapi import FastAPI

api = FastAPI(
    title="My API",
    description="API description shown in docs",
    version="1.0.0",
)


@api.get("/")
async def root():
    return {"message": "Hello World"}


@api.get("/health")
async def health_check():
    return {"status": "ok"}
