from typing import Optional

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Item(Model):
    name: str = Field(..., description="What it is called")
    price: float = Field(..., allow_inf_nan=False)
    description: Optional[str] = Field(None)
    tax: Optional[float] = Field(None, allow_inf_nan=False)


class TaxedItem(Item):
    price_with_tax: float


class User(Model):
    name: str


class Assignment(Model):
    item: Item
    user: User


class Assigned(Assignment):
    item_id: int


class Update(BaseModel):
    item_id: int
    q: str = ""
    name: str = ""
    price: float = 0
    description: str | None = None
    tax: float | None = None
