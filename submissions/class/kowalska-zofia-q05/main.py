from datetime import datetime
from typing import Optional

from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI()

db = []  # lista użytkowników


class UserCreate(BaseModel):
    name: str = Field(..., min_length=2, max_length=100)
    email: str
    age: Optional[int] = Field(None, gt=0, lt=150)
    is_active: bool = True
    tags: list[str] = []


class UserResponse(BaseModel):
    id: int
    name: str
    email: str
    created_at: datetime


class Address(BaseModel):
    street: str
    city: str
    country: str = "UK"


class Customer(BaseModel):
    name: str
    address: Address
    orders: list[int] = []


@app.post("/users", response_model=UserResponse, status_code=201)
def create_user(user: UserCreate):
    new_user = user.dict()
    new_user["id"] = len(db) + 1
    new_user["created_at"] = datetime.utcnow()
    db.append(new_user)
    print(db)
    return new_user


@app.post("/customers")
def create_customer(customer: Customer):
    return customer
