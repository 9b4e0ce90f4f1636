from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
app.openapi = lambda: {
    "openapi": "3.1.0",
    "info": [],
    "paths": {"/": None, "/notes": [], "/notes/{note_id}": {"get": 5, "parameters": {"name": None}}, "": {"": {}}},
    "components": {"schemas": [1]},
    "servers": 7,
}
