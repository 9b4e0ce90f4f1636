from dataclasses import asdict, dataclass
from itertools import count

from fastapi import APIRouter

router = APIRouter()
numbers = count(1)


@dataclass
class Product:
    """
    A product
    in the catalogue.
    """

    name: str
    price: float


@dataclass
class Stored(Product):
    """One that has a number."""

    id: int


@router.get("")
async def show() -> None:
    return None


@router.post("", status_code=201, responses={201: {"description": "The created product"}})
async def create_a_new_product(product: Product) -> Stored:
    """Creates a product and returns it
    with its generated ID.
    \f
    This is not shown.
    """
    return Stored(id=next(numbers), **asdict(product))


router.routes[-1].summary = "Create a new product"
