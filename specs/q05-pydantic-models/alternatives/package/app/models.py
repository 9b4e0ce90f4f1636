from datetime import datetime, timezone
from typing import Annotated

from pydantic import BaseModel, ConfigDict, EmailStr, Field, StringConstraints

Name = Annotated[str, StringConstraints(min_length=2, max_length=100, strip_whitespace=True)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class UserBase(Strict):
    name: Name
    email: EmailStr


class UserIn(UserBase):
    age: int | None = Field(default=None, ge=0, le=150, description="In years")
    is_active: bool = True
    tags: list[str] = Field(default_factory=list)


class UserOut(UserBase):
    id: int
    created_at: datetime = Field(default_factory=lambda: datetime.now(timezone.utc))


class Address(Strict):
    street: str
    city: str
    country: str = "UK"


class CustomerBase(Strict):
    name: str
    address: Address


class CustomerIn(CustomerBase):
    orders: list[int] = []


class CustomerOut(CustomerBase):
    orders: list[int]
