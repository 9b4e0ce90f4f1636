"""Answers that hold what their model says and nothing else: reference solution."""

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()


class UserIn(BaseModel):
    name: str
    email: str
    password: str


class UserPatch(BaseModel):
    """Any selection of fields. The defaults only make them optional: what was not sent is not stored."""

    name: str = ""
    email: str = ""
    password: str = ""
    bio: str | None = None


class UserOut(BaseModel):
    id: int
    name: str
    email: str
    bio: str | None = None


class StoredUser(UserOut):
    password: str


users: dict[int, StoredUser] = {}


def find_user(user_id: int) -> StoredUser:
    if user_id not in users:
        raise HTTPException(status_code=404, detail="There is no such user")
    return users[user_id]


@app.post("/users")
def create_user(user: UserIn) -> UserOut:
    user_id = len(users) + 1
    users[user_id] = StoredUser(id=user_id, **user.model_dump())
    return users[user_id]


@app.get("/users")
def list_users() -> list[UserOut]:
    return list(users.values())


@app.get("/users/{user_id}", response_model_exclude={"email"})
def read_user(user_id: int) -> UserOut:
    return find_user(user_id)


@app.patch("/users/{user_id}", response_model_exclude_unset=True)
def update_user(user_id: int, changes: UserPatch) -> UserOut:
    user = find_user(user_id)
    users[user_id] = user.model_copy(update=changes.model_dump(exclude_unset=True))
    return users[user_id]
