# ДЗ 7. Иван Петров
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()

users = []


class User(BaseModel):
    name: str
    email: str
    password: str
    bio: str | None = None


@app.post("/users")
def create_user(user: User):
    u = user.model_dump()
    u["id"] = len(users) + 1
    users.append(u)
    return u


@app.get("/users")
def get_users():
    return users


@app.get("/users/{id}")
def get_user(id: int):
    for u in users:
        if u["id"] == id:
            return u
    raise HTTPException(status_code=404, detail="Пользователь не найден")


# PATCH не успел
