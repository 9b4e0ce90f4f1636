"""Routes added one by one, models for what comes back, and a response that is built by hand."""

from typing import Annotated

from fastapi import Body, FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field


class Named(BaseModel):
    """Something with a name."""

    name: str = Field(description="What it is called", examples=["Lamp"])


class Product(Named):
    model_config = ConfigDict(extra="ignore", json_schema_extra={"examples": [{"name": "Lamp", "price": 9}]})

    __doc__ = "A product in the catalogue."
    price: float = Field(gt=0)


class ProductOut(Product):
    """A product with its number."""

    id: int


def create(thing: Annotated[Product, Body(description="The new product")]):
    """Creates a product and returns it with its generated ID."""
    return JSONResponse({"name": thing.name, "price": thing.price, "id": 77}, status_code=201)


def listing() -> list[ProductOut]:
    """All of them."""
    return [ProductOut(id=1, name="Lamp", price=12)]


def create_app() -> FastAPI:
    api = FastAPI()
    api.title, api.version = "Product API", "2.0"
    api.add_api_route(
        "/products",
        create,
        methods=["POST"],
        tags=["products"],
        summary="Create a new product",
        response_model=ProductOut,
        response_description="The created product",
        status_code=201,
    )
    api.add_api_route("/products", listing, tags=["products"])
    api.add_api_route("/orders", lambda: {"orders": []}, tags=["orders"], name="orders")
    return api


app = create_app()
