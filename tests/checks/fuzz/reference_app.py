"""The reference solution of the tests' own lesson. Tests edit its source to make mutants and twins."""

from typing import Annotated, Any, Literal

from fastapi import FastAPI, Form, Header, HTTPException, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "Any",
    "JSONResponse",
    "Path",
    "PlainTextResponse",
    "Request",
    "RequestValidationError",
    "Response",
]

app = FastAPI()


class UserIn(BaseModel):
    name: str = Field(min_length=2, max_length=30)
    password: str
    age: int | None = Field(default=None, ge=0, le=150)
    tags: list[str] = []


class UserOut(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: int
    name: str
    age: int | None


users: dict[int, dict[str, Any]] = {}


def find(user_id: int) -> dict[str, Any]:
    if user_id not in users:
        raise HTTPException(404, "no such user")
    return users[user_id]


@app.post("/users", status_code=201, response_model=UserOut)
def create(user: UserIn) -> Any:
    number = len(users) + 1
    users[number] = {"id": number, **user.model_dump(exclude={"tags", "password"})}
    return users[number]


@app.get("/users", response_model=list[UserOut])
def listing(limit: Annotated[int, Query(ge=1, le=100)] = 10) -> Any:
    return list(users.values())[:limit]


@app.get("/users/{user_id}", response_model=UserOut)
def read(user_id: int) -> Any:
    return find(user_id)


@app.put("/users/{user_id}", response_model=UserOut)
def replace(user_id: int, user: UserIn) -> Any:
    find(user_id).update(user.model_dump(exclude={"tags", "password"}))
    return users[user_id]


@app.delete("/users/{user_id}", status_code=204)
def delete(user_id: int) -> None:
    find(user_id)
    users[user_id] = {"gone": True}
    del users[user_id]


@app.get("/pets/{kind}")
def pet(kind: Literal["cat", "dog"]) -> dict[str, str]:
    return {"kind": kind}


@app.get("/me")
def me(x_token: Annotated[str, Header()] = "") -> dict[str, str]:
    if x_token != "a secret that no case holds":
        raise HTTPException(401)
    return {"name": "ada"}


@app.post("/login")
def login(name: Annotated[str, Form()], times: Annotated[int, Form(ge=1)] = 1) -> dict[str, str]:
    return {"name": name * min(times, 3)}
