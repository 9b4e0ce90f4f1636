from fastapi import FastAPI
from pydantic import BaseModel, Field, EmailStr
from typing import Optional
from datetime import datetime

app = FastAPI()

class UserCreate(BaseModel):
    name: str = Field(..., min_length=2, max_length=100, example="Alice Johnson")
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
        from_attributes = True  # allows ORM objects (Pydantic v2: model_config)

# FastAPI automatically parses and validates the JSON body
@app.post("/users", response_model=UserResponse, status_code=201)
async def create_user(user: UserCreate):
    # user.name, user.email are guaranteed valid Python objects
    # If validation fails, FastAPI automatically returns 422 with error details
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
