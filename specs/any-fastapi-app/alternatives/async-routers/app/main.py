"""A package with a router and a factory-free app."""

from fastapi import FastAPI

from .shapes import router

app = FastAPI()
app.include_router(router, prefix="/shapes", tags=["shapes"])


@app.get("/", include_in_schema=False)
async def root() -> dict[str, str]:
    return {"see": "/docs"}
