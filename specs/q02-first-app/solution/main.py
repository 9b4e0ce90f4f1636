"""A first app: reference solution."""

from fastapi import FastAPI

app = FastAPI(
    title="My API",
    description="API description shown in docs",
    version="1.0.0",
)


@app.get("/")
async def root():
    return {"message": "Hello World"}


@app.get("/health")
async def health_check():
    return {"status": "ok"}
