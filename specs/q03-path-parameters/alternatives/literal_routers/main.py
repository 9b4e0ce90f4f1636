"""Routers in a package, Literal instead of Enum, one handler for `me` and the numbers, response models."""

from fastapi import FastAPI

from shop.routes import catalogue, people

app = FastAPI(title="Shop", version="2.0")
app.include_router(people.router, prefix="/users", tags=["people"])
app.include_router(catalogue.router)


@app.get("/", include_in_schema=False)
def home():
    return {"docs": "/docs"}
