from fastapi import FastAPI

from items import router


def create_app() -> FastAPI:
    application = FastAPI(title="Items from a factory")
    application.include_router(router)
    return application
