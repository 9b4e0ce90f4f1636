"""Models that hold the query parameters, in a package with two routers."""

from fastapi import FastAPI

from shop import lists, products

app = FastAPI(title="Shop", version="2")
app.include_router(lists.router)
app.include_router(products.router)
