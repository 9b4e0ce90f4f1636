"""Routers with tags, a route described by its docstring, and a dataclass as the body."""

from fastapi import FastAPI

from catalogue import orders, products
from catalogue.groups import Group

app = FastAPI(
    title="Product API",
    version="2.0",
    description="Not asked for",
    openapi_tags=[{"name": Group.products, "description": "What we sell"}],
)
app.include_router(products.router, prefix="/products", tags=[Group.products])
app.include_router(orders.router)
