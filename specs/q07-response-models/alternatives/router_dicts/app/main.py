"""A package with relative imports, a router, async functions, dictionaries and `response_model=`."""

from fastapi import FastAPI

from .users import router

app = FastAPI(title="People", version="2.1.0")
app.include_router(router, prefix="/users")


@app.get("/health", tags=["service"])
async def health():
    return {"status": "ok"}
