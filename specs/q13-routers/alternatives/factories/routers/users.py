from dataclasses import dataclass

from fastapi import APIRouter, Response


@dataclass
class NewUser:
    name: str


@dataclass
class User(NewUser):
    id: int


def everybody() -> list[User]:
    return [User("Alice", 1)]


def read(user_id: int) -> User:
    return User("Alice", user_id)


def create(user: NewUser, response: Response) -> User:
    response.headers["Location"] = "2"
    return User(user.name, 2)


def build(version: str = "") -> APIRouter:
    router = APIRouter(tags=["users"], responses={404: {"description": "Not found"}})
    router.add_api_route(f"{version}/users/", everybody)
    router.add_api_route(f"{version}/users/{{user_id}}", read)
    router.add_api_route(f"{version}/users/", create, methods=["POST"], status_code=201)
    return router
