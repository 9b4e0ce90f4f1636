"""One resource, eight methods: reference solution."""

import itertools

from fastapi import FastAPI, HTTPException, Response, status
from pydantic import BaseModel

app = FastAPI()


class ProductIn(BaseModel):
    name: str
    price: float
    description: str | None = None


class ProductPatch(BaseModel):
    """Any selection of fields. The defaults only make them optional: what was not sent is not stored."""

    name: str = ""
    price: float = 0
    description: str | None = None


class ProductOut(ProductIn):
    id: int


products: dict[int, ProductOut] = {}
ids = itertools.count(1)


def find_product(product_id: int) -> ProductOut:
    if product_id not in products:
        raise HTTPException(status_code=status.HTTP_404_NOT_FOUND, detail="There is no such product")
    return products[product_id]


@app.get("/products")
def list_products() -> list[ProductOut]:
    return list(products.values())


@app.post("/products", status_code=status.HTTP_201_CREATED)
def create_product(product: ProductIn) -> ProductOut:
    created = ProductOut(id=next(ids), **product.model_dump())
    products[created.id] = created
    return created


@app.options("/products", status_code=status.HTTP_204_NO_CONTENT)
def product_methods(response: Response) -> None:
    response.headers["Allow"] = "GET, POST, OPTIONS"


@app.get("/products/{product_id}")
@app.head("/products/{product_id}")
def read_product(product_id: int) -> ProductOut:
    return find_product(product_id)


@app.put("/products/{product_id}")
def replace_product(product_id: int, product: ProductIn) -> ProductOut:
    find_product(product_id)
    products[product_id] = ProductOut(id=product_id, **product.model_dump())
    return products[product_id]


@app.patch("/products/{product_id}")
def change_product(product_id: int, changes: ProductPatch) -> ProductOut:
    product = find_product(product_id)
    products[product_id] = product.model_copy(update=changes.model_dump(exclude_unset=True))
    return products[product_id]


@app.delete("/products/{product_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_product(product_id: int) -> None:
    find_product(product_id)
    del products[product_id]
