from itertools import count

from fastapi import FastAPI, HTTPException

from users_api.models import UserIn, UserInDB, UserOut, UserPatch, UserPublic

app = FastAPI()

users: dict[int, UserInDB] = {}
ids = count(1)


def find(id: int) -> UserInDB:
    try:
        return users[id]
    except KeyError:
        raise HTTPException(404, "no such user") from None


@app.post("/users", response_model=UserOut)
def create_user(user: UserIn):
    new = UserInDB(id=next(ids), **user.model_dump())
    users[new.id] = new
    return new


@app.get("/users", response_model=list[UserOut])
def list_users():
    return list(users.values())


@app.get("/users/{id}", response_model=UserPublic)
def get_user(id: int):
    return find(id)


@app.patch("/users/{id}", response_model=UserOut, response_model_exclude_unset=True)
def patch_user(id: int, changes: UserPatch):
    old = find(id)
    users[id] = old.model_copy(update=changes.model_dump(exclude_unset=True))
    return users[id]
