import secrets
from typing import Annotated

from fastapi import Depends, HTTPException, Path, status
from pydantic import BaseModel, ConfigDict


class Fields(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    price: float
    description: str | None = None


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = "?"
    price: float = 0.0
    description: str | None = "?"


class Product:
    def __init__(self, number: int, fields: Fields):
        self.id = number
        self.fill(**dict(fields))

    def fill(self, **values):
        self.__dict__.update(values)


class Shown(Fields):
    model_config = ConfigDict(from_attributes=True)
    id: int


class Store:
    def __init__(self):
        self.products: dict[int, Product] = {}

    def add(self, fields: Fields) -> Product:
        product = Product(secrets.randbelow(2**40), fields)
        self.products[product.id] = product
        return product

    def remove(self, product: Product):
        self.products.pop(product.id)


the_store = Store()


async def get_store() -> Store:
    return the_store


InStore = Annotated[Store, Depends(get_store)]


async def get_product(product: Annotated[int, Path(title="Its id")], store: InStore) -> Product:
    try:
        return store.products[product]
    except KeyError:
        raise HTTPException(status.HTTP_404_NOT_FOUND) from None


Known = Annotated[Product, Depends(get_product)]
