"""Routers made by functions, one for each address; a parent router holds the two of the admin part."""

import fastapi

import routers.admin
import routers.orders
import routers.users


def build() -> fastapi.FastAPI:
    api = fastapi.FastAPI(docs_url="/docs")
    api.include_router(routers.users.build())
    api.include_router(routers.users.build("/api/v1"))
    for module in (routers.orders, routers.admin):
        api.include_router(module.build())
    return api


app = build()

if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app)
