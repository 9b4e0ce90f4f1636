"""The course's decorators with functions below them; plain dictionaries, null in a PATCH is ignored."""

from typing import Optional

from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel

app = FastAPI()


class ProductCreate(BaseModel):
    name: str
    price: float
    description: Optional[str] = None


class ProductUpdate(BaseModel):
    name: Optional[str] = None
    price: Optional[float] = None
    description: Optional[str] = None


class ProductOut(BaseModel):
    id: int
    name: str
    price: float
    description: Optional[str] = None


products = {}
last_id = 0


@app.get("/products", response_model=list[ProductOut])
async def get_all():
    return products.values()


@app.get("/products/{id}", response_model=ProductOut)
async def get_one(id: int):
    if id not in products:
        raise HTTPException(404, "Product not found")
    return products[id]


@app.post("/products", response_model=ProductOut, status_code=201)
async def create(product: ProductCreate):
    global last_id
    last_id += 1
    products[last_id] = {"id": last_id, **product.model_dump()}
    return products[last_id]


@app.put("/products/{id}", response_model=ProductOut)
async def replace(id: int, product: ProductCreate):
    if id not in products:
        raise HTTPException(404, "Product not found")
    products[id] = {"id": id, **product.model_dump()}
    return products[id]


@app.patch("/products/{id}", response_model=ProductOut)
async def update(id: int, product: ProductUpdate):
    if id not in products:
        raise HTTPException(404, "Product not found")
    products[id].update(product.model_dump(exclude_none=True))
    return products[id]


@app.delete("/products/{id}", status_code=204)
async def delete(id: int):
    if products.pop(id, None) is None:
        raise HTTPException(404, "Product not found")


@app.head("/products/{id}")
async def exists(id: int):
    if id not in products:
        raise HTTPException(404)
    return Response()


@app.options("/products")
async def options():
    return Response(headers={"Allow": "GET,POST"})
