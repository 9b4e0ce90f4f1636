from typing import List, Optional

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()


class UserIn(BaseModel):
    name: str
    email: str
    password: str


class UserUpdate(BaseModel):
    name: str = ""
    email: str = ""
    password: str = ""
    bio: Optional[str] = None


class UserOut(BaseModel):
    id: int
    name: str
    email: str
    bio: Optional[str] = None


db = []


@app.post("/users")
async def create_user(user: UserIn):
    new_user = {"id": len(db) + 1, **user.model_dump()}
    db.append(new_user)
    return {**new_user, "bio": None}


@app.get("/users", response_model=List[UserOut])
async def list_users():
    return db


def find(id: int):
    for user in db:
        if user["id"] == id:
            return user
    raise HTTPException(status_code=404, detail="User not found")


@app.get("/users/{id}", response_model=UserOut, response_model_exclude={"email"})
async def get_user(id: int):
    return find(id)


@app.patch("/users/{id}", response_model=UserOut, response_model_exclude_unset=True)
async def patch_user(id: int, changes: UserUpdate):
    user = find(id)
    user.update(changes.model_dump(exclude_unset=True))
    return user
