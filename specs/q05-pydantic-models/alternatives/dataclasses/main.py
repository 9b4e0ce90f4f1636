"""Dataclasses for what comes in, typed dictionaries for what goes out, local time to the second."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from annotated_types import Len
from fastapi import Body, FastAPI
from fastapi.responses import JSONResponse
from pydantic import EmailStr, Field
from typing_extensions import TypedDict

app = FastAPI(title="People")
Age = Annotated[int, Field(ge=0, le=150)]
number = 0


@dataclass
class NewUser:
    name: Annotated[str, Len(2, 100)]
    email: EmailStr
    age: Age | None = None
    is_active: bool = True
    tags: list[str] = field(default_factory=list)


class ShownUser(TypedDict):
    id: int
    name: str
    email: str
    created_at: str


@dataclass
class Address:
    street: str
    city: str
    country: str = "UK"


@dataclass
class Customer:
    name: str
    address: Address
    orders: list[int] = field(default_factory=list)


@app.post("/users", status_code=201, response_model=ShownUser)
async def add(user: Annotated[NewUser, Body()]):
    global number
    number += 1
    created = datetime.now().isoformat(sep="T", timespec="seconds")
    return JSONResponse({"id": number, "name": user.name, "email": user.email, "created_at": created}, 201)


@app.post("/customers")
async def echo(customer: Customer) -> Customer:
    return customer
