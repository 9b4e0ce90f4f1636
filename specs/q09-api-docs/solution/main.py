"""Documentation that tells what people need: reference solution."""

from typing import Any

from fastapi import FastAPI, status
from pydantic import BaseModel

app = FastAPI(title="Product API", version="2.0")


class Product(BaseModel):
    """A product in the catalogue."""

    name: str
    price: float


@app.post(
    "/products",
    summary="Create a new product",
    description="Creates a product and returns it with its generated ID.",
    response_description="The created product",
    tags=["products"],
    status_code=status.HTTP_201_CREATED,
)
def create_product(product: Product) -> dict[str, Any]:
    return {"id": 1, **product.model_dump()}


@app.get("/products", tags=["products"])
def list_products() -> list[Product]:
    return []


@app.get("/orders", tags=["orders"])
def list_orders() -> list[int]:
    return []
