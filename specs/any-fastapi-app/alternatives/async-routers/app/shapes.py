"""Shapes told apart by a discriminator, a form, a cookie and a path enumeration."""

from enum import Enum
from typing import Annotated, Literal

from fastapi import APIRouter, Cookie, Form
from pydantic import BaseModel, Field

router = APIRouter()


class Unit(str, Enum):
    metre = "m"
    foot = "ft"


class Square(BaseModel):
    kind: Literal["square"]
    side: float = Field(gt=0, le=1000)


class Circle(BaseModel):
    kind: Literal["circle"]
    radius: float = Field(gt=0, le=1000)


Shape = Annotated[Square | Circle, Field(discriminator="kind")]


@router.post("/area")
async def area(shape: Shape) -> dict[str, float]:
    return {"area": shape.side**2 if isinstance(shape, Square) else 3.14 * shape.radius**2}


@router.get("/units/{unit}")
async def unit(unit: Unit, theme: Annotated[str | None, Cookie(max_length=20)] = None) -> dict[str, str | None]:
    return {"unit": unit.value, "theme": theme}


@router.post("/name", status_code=201)
async def name(first: Annotated[str, Form(min_length=1)], age: Annotated[int, Form(ge=0)] = 0) -> dict[str, str]:
    return {"name": f"{first} ({age})"}
