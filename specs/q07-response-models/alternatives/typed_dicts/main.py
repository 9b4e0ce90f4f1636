"""Typed dictionaries as response models, a dataclass as input, hashed passwords, ids from 0."""

import hashlib
from dataclasses import dataclass

from fastapi import FastAPI, HTTPException
from pydantic import with_config
from typing_extensions import NotRequired, TypedDict

api = FastAPI()


@dataclass
class Registration:
    name: str
    email: str
    password: str


class Changes(TypedDict, total=False):
    name: str
    email: str
    password: str
    bio: str | None


@with_config(title="User")
class Shown(TypedDict):
    id: int
    name: str
    email: str
    bio: NotRequired[str | None]


class Short(TypedDict):
    id: int
    name: str
    bio: str | None


rows: list[Shown] = []
hashes: list[str] = []


def digest(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()


def row(number: int) -> Shown:
    if 0 <= number < len(rows):
        return rows[number]
    raise HTTPException(404)


@api.post("/users")
def register(registration: Registration) -> Shown:
    rows.append({"id": len(rows), "name": registration.name, "email": registration.email})
    hashes.append(digest(registration.password))
    return {"bio": None, **rows[-1]}


@api.get("/users")
def all_users() -> list[Shown]:
    return [{"bio": None, **known} for known in rows]


@api.get("/users/{number}")
def one_user(number: int) -> Short:
    return {"bio": None, **row(number)}


@api.patch("/users/{number}")
def change_user(number: int, changes: Changes) -> Shown:
    user = row(number)
    if "password" in changes:
        hashes[number] = digest(changes.pop("password"))
    user.update(changes)
    return user
