import zoneinfo

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
try:
    zoneinfo.ZoneInfo("Europe/Berlin")
except zoneinfo.ZoneInfoNotFoundError:
    pass
