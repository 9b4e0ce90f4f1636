"""Users and customers, described by Pydantic models: reference solution."""

import itertools
from datetime import UTC, datetime
from typing import Annotated

from fastapi import FastAPI, status
from pydantic import BaseModel, EmailStr, Field

app = FastAPI()


class UserCreate(BaseModel):
    name: Annotated[str, Field(min_length=2, max_length=100)]
    email: EmailStr
    age: Annotated[int | None, Field(ge=0, le=150)] = None
    is_active: bool = True
    tags: list[str] = []


class UserResponse(BaseModel):
    id: int
    name: str
    email: EmailStr
    created_at: datetime


class StoredUser(UserCreate):
    id: int
    created_at: datetime


class Address(BaseModel):
    street: str
    city: str
    country: str = "UK"


class Customer(BaseModel):
    name: str
    address: Address
    orders: list[int] = []


users: list[StoredUser] = []
ids = itertools.count(1)


@app.post("/users", status_code=status.HTTP_201_CREATED, response_model=UserResponse)
def create_user(user: UserCreate) -> StoredUser:
    stored = StoredUser(id=next(ids), created_at=datetime.now(UTC), **user.model_dump())
    users.append(stored)
    return stored


@app.post("/customers")
def check_customer(customer: Customer) -> Customer:
    return customer
