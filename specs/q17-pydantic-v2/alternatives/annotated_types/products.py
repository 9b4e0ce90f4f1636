import re
from typing import Annotated, Any

from fastapi import APIRouter, status
from pydantic import AfterValidator, BaseModel, model_validator

router = APIRouter(tags=["products"])


def positive(price: float) -> float:
    if price > 0:
        return price
    raise ValueError("Price must be positive")


class Rules(BaseModel):
    @model_validator(mode="wrap")
    @classmethod
    def no_priced_gifts(cls, data: Any, handler):
        product = handler(data)
        if re.search("free", product.name, re.IGNORECASE):
            raise ValueError("Free items must have price 0")
        return product


class Product(Rules):
    name: str
    price: Annotated[float, AfterValidator(positive)]


@router.post("/products", status_code=status.HTTP_201_CREATED, response_model_exclude_unset=True)
async def create(product: Product) -> Product:
    return product
