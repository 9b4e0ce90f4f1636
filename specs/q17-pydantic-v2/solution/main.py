"""Validators, attributes and partial updates in Pydantic 2: reference solution."""

from typing import Self

from fastapi import FastAPI, HTTPException, status
from pydantic import BaseModel, ConfigDict, field_validator, model_validator

app = FastAPI()


class Product(BaseModel):
    name: str
    price: float

    @field_validator("price")
    @classmethod
    def price_must_be_positive(cls, price: float) -> float:
        if price <= 0:
            raise ValueError("Price must be positive")
        return price

    @model_validator(mode="after")
    def free_items_cost_nothing(self) -> Self:
        if "free" in self.name.lower() and self.price > 0:
            raise ValueError("Free items must have price 0")
        return self


class UserRecord:
    def __init__(self, id: int, name: str, age: int) -> None:
        self.id = id
        self.name = name
        self.age = age


class User(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    age: int


class UserPatch(BaseModel):
    """Any selection of fields. The defaults only make them optional: what was not sent is not stored."""

    name: str = ""
    age: int = 0


users = {1: UserRecord(1, "Ada", 36), 2: UserRecord(2, "Grace", 45)}


def find_user(user_id: int) -> UserRecord:
    if user_id not in users:
        raise HTTPException(status_code=status.HTTP_404_NOT_FOUND, detail="There is no such user")
    return users[user_id]


@app.post("/products", status_code=status.HTTP_201_CREATED)
def check_product(product: Product) -> Product:
    return product


@app.get("/users/{user_id}")
def read_user(user_id: int) -> User:
    return User.model_validate(find_user(user_id))


@app.patch("/users/{user_id}")
def change_user(user_id: int, changes: UserPatch) -> User:
    user = find_user(user_id)
    for field, value in changes.model_dump(exclude_unset=True).items():
        setattr(user, field, value)
    return User.model_validate(user)
