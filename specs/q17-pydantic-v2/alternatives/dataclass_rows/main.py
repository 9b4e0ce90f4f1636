"""Frozen rows that are replaced, models built from them, a validator before the model, JSON made by Pydantic."""

import dataclasses

from fastapi import Body, FastAPI, HTTPException, Path
from fastapi.responses import Response
from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator

app = FastAPI()


@dataclasses.dataclass(frozen=True)
class Row:
    id: int
    name: str
    age: int

    def dict(self):
        return dataclasses.asdict(self)


class Names(BaseModel):
    model_config = {"from_attributes": True, "extra": "ignore"}
    name: str = Field(default=..., description="Any text")


class ProductBase(BaseModel):
    name: str
    price: float


class Product(ProductBase):
    @model_validator(mode="before")
    @classmethod
    def no_priced_gifts(cls, data):
        if isinstance(data, dict):
            try:
                priced = float(data.get("price")) > 0
            except (TypeError, ValueError, OverflowError):
                priced = False
            if priced and "FREE" in str(data.get("name")).upper():
                raise ValueError("Free items must have price 0")
        return data

    @field_validator("price", mode="after")
    @classmethod
    def check(cls, price: float, info: ValidationInfo) -> float:
        if not price > 0:
            raise ValueError(f"Price must be positive ({info.field_name})")
        return price


class Shown(Names):
    id: int
    age: int


class Changes(Names):
    name: str = ""
    age: int = 0


table = {row.id: row for row in (Row(1, "Ada", 36), Row(2, "Grace", 45))}


def shown(row: Row) -> Response:
    return Response(Shown.model_validate(row).model_dump_json(), media_type="application/json")


@app.post("/products", status_code=201, response_model=ProductBase)
def create(product: Product = Body()):
    return product


@app.get("/users/{id}", response_model=Shown)
def get(id: int = Path()):
    if id not in table:
        raise HTTPException(404)
    return shown(table[id])


@app.patch("/users/{id}", response_model=Shown)
def patch(id: int, changes: Changes):
    if id not in table:
        raise HTTPException(404)
    new = Row(**table[id].dict() | changes.model_dump(exclude_unset=True))
    table[id] = new
    return shown(new)
