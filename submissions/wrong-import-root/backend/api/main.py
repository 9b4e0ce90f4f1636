from fastapi import FastAPI

from ...database import users

app = FastAPI()


@app.get("/users")
def list_users():
    return users
