"""A package with routers, strict models that refuse unknown fields, and types with names."""

from fastapi import FastAPI

from app.routers import customers, users

app = FastAPI()
app.include_router(users.router)
app.include_router(customers.router)
