import ipaddress

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
ipaddress.ip_address("127.0.0.1")
