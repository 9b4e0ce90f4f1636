"""A package with relative imports; prefixes and tags are given on including; the router guards itself."""

from fastapi import FastAPI

from .routers.admin import router as admin
from .routers.orders import router as orders
from .routers.users import router as users

app = FastAPI(title="Shop", version="2")
for prefix in ("/users", "/api/v1/users"):
    app.include_router(users, prefix=prefix, tags=["users"], responses={404: {"description": "Not found"}})
app.include_router(orders, prefix="/orders")
app.include_router(admin)
