from fastapi import FastAPI
from pydantic import BaseSettings


class Settings(BaseSettings):
    app_name: str = "My API"


settings = Settings()
app = FastAPI(title=settings.app_name)


@app.get("/")
def root():
    return {"name": settings.app_name}
