# esquemas (o que entra e o que sai)
from datetime import datetime
from typing import List, Optional

from pydantic import BaseModel, EmailStr, Field


class UserCreate(BaseModel):
    name: str = Field(..., min_length=2, max_length=100, examples=["Alice Johnson"])
    email: EmailStr  # valida o formato
    age: Optional[int] = Field(None, ge=0, le=150)
    is_active: bool = True
    tags: List[str] = []


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
    orders: List[int] = []
