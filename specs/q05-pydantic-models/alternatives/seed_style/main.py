"""The course's own code, with an app, a database in memory, and an endpoint for customers."""

from fastapi import FastAPI
from pydantic import BaseModel, Field, EmailStr
from typing import Optional
from datetime import datetime

app = FastAPI()


class UserCreate(BaseModel):
    name: str = Field(..., min_length=2, max_length=100, json_schema_extra={"example": "Alice Johnson"})
    email: EmailStr                         # validates email format
    age: Optional[int] = Field(None, ge=0, le=150)
    is_active: bool = True
    tags: list[str] = []


class UserResponse(BaseModel):
    id: int
    name: str
    email: str
    created_at: datetime

    class Config:
        from_attributes = True


class User:
    pass


class Database:
    rows = []

    def create(self, values):
        row = User()
        row.__dict__.update(values, id=100 + len(self.rows), created_at=datetime.now())
        self.rows.append(row)
        return row


db = Database()


@app.post("/users", response_model=UserResponse, status_code=201)
async def create_user(user: UserCreate):
    new_user = db.create(user.model_dump())
    return new_user


# Nested models
class Address(BaseModel):
    street: str
    city:   str
    country: str = "UK"


class Customer(BaseModel):
    name:    str
    address: Address            # nested Pydantic model
    orders:  list[int] = []


@app.post("/customers", response_model=Customer)
async def create_customer(customer: Customer):
    return customer.model_dump()
