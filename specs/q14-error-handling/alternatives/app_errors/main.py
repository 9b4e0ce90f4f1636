"""A base class for all errors of the shop, errors written out by hand, routers, a factory."""

from fastapi import FastAPI

from shop import errors, items


def create_app() -> FastAPI:
    app = FastAPI(title="Shop")
    errors.register(app)
    app.include_router(items.router)
    return app


app = create_app()
