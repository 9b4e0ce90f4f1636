"""A package-less layout with a router, async handlers and ids that start at 100."""

from fastapi import FastAPI

from routes import router

app = FastAPI(title="Items")
app.include_router(router)


@app.get("/health")
async def health():
    return {"status": "ok"}
