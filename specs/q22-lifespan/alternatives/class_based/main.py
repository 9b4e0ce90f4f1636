import os

from fastapi import FastAPI
from fastapi.responses import JSONResponse

HERE = os.path.dirname(os.path.abspath(__file__))


def write(line):
    with open(os.path.join(HERE, "lifecycle.log"), "a") as file:
        print(line, file=file)


class Database:
    def __init__(self):
        self.users = []

    async def connect(self):
        self.users.append("Alice")

    async def disconnect(self):
        self.users.clear()


class Lifespan:
    def __init__(self, app):
        self.app = app

    async def __aenter__(self):
        write("startup")
        self.app.state.db = Database()
        await self.app.state.db.connect()
        setattr(self.app.state, "ml_model", "loaded")

    async def __aexit__(self, *error):
        await self.app.state.db.disconnect()
        write("shutdown")


app = FastAPI(lifespan=Lifespan)


@app.get("/users")
async def users():
    return JSONResponse([{"name": name} for name in app.state.db.users])


@app.get("/model")
async def model():
    return JSONResponse({"model": app.state.ml_model})
