"""A router with answer models; names that are no plain file names are refused."""

from fastapi import FastAPI

from uploads_api import router

app = FastAPI(title="Uploads")
app.include_router(router)
