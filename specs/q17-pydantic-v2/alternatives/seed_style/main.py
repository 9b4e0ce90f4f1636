"""The course's own models, a validator without @classmethod, and response models that read the objects."""

from typing import Optional

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, field_validator, model_validator

app = FastAPI()


class UserORM(BaseModel):
    model_config = ConfigDict(from_attributes=True)  # v2
    id:   int
    name: str
    age:  int


class UserUpdate(BaseModel):
    name: Optional[str] = None
    age:  Optional[int] = None

    @field_validator("name", "age", mode="after")
    def not_null(cls, v):
        if v is None:
            raise ValueError("null is no value")
        return v


class Product(BaseModel):
    name:  str
    price: float

    @field_validator("price")
    def price_must_be_positive(cls, v):
        if v <= 0:
            raise ValueError("Price must be positive")
        return v

    @model_validator(mode="after")   # cross-field validation
    def check_name_price(self):
        if "free" in self.name.lower() and self.price > 0:
            raise ValueError("Free items must have price 0")
        return self


class UserRecord:
    def __init__(self, id: int, name: str, age: int):
        self.id = id
        self.name = name
        self.age = age


users = {1: UserRecord(1, "Ada", 36), 2: UserRecord(2, "Grace", 45)}


@app.post("/products", response_model=Product, status_code=201)
async def create_product(product: Product):
    return product.model_dump()


@app.get("/users/{user_id}", response_model=UserORM)
async def get_user(user_id: int):
    user = users.get(user_id)
    if user is None:
        raise HTTPException(status_code=404, detail="User not found")
    return user


@app.patch("/users/{user_id}", response_model=UserORM)
async def update_user(user_id: int, data: UserUpdate):
    user = users.get(user_id)
    if user is None:
        raise HTTPException(status_code=404, detail="User not found")
    if "name" in data.model_fields_set:
        user.name = data.name
    if "age" in data.model_fields_set:
        user.age = data.age
    return user
