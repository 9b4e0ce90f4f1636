from typing import Optional

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class UserIn(BaseModel):
    name:     str
    email:    str
    password: str


class UserOut(BaseModel):
    id:    int
    name:  str
    email: str
    bio:   Optional[str] = None


users = {}


@app.post("/users", response_model=UserOut)
async def create_user(user: UserIn):
    id = len(users) + 1
    users[id] = {"id": id, **user.model_dump()}
    return users[id]


# response_model_exclude_unset=True - omit fields that weren't set (partial updates)
@app.patch("/users/{id}", response_model=UserOut, response_model_exclude_unset=True)
async def patch_user(id: int, user: UserIn):
    users[id].update(user.model_dump(exclude_unset=True))
    return users[id]


@app.get("/users", response_model=list[UserOut])
async def list_users():
    return list(users.values())


@app.get("/users/{id}", response_model=UserOut, response_model_exclude={"email"})
async def get_user(id: int):
    return users[id]
