from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI(title="Product API", version="2.0")

class Product(BaseModel):
    """A product in the catalogue."""
    name:  str
    price: float

@app.post(
    "/products",
    summary="Create a new product",
    description="Creates a product and returns it with its generated ID.",
    response_description="The created product",
    tags=["products"],     # group in docs
    status_code=201
)
async def create_product(product: Product):
    """
    Create a product with:
    - **name**: product name (required)
    - **price**: unit price in GBP (required, must be positive)
    """
    return {"id": 1, **product.model_dump()}

# Tags group endpoints in the docs sidebar
@app.get("/products", tags=["products"])
async def list_products(): ...

@app.get("/orders", tags=["orders"])
async def list_orders(): ...
