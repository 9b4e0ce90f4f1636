from fastapi import APIRouter, Response

from .store import Fields, InStore, Known, Part, Shown

router = APIRouter(prefix="/products", tags=["products"])


@router.get("", response_model=list[Shown])
async def index(store: InStore):
    return list(store.products.values())


@router.post("", response_model=Shown, status_code=201)
async def create(fields: Fields, store: InStore):
    return store.add(fields)


@router.options("", status_code=204)
async def options():
    return Response(status_code=204, headers={"Allow": "GET, OPTIONS, POST"})


@router.head("/{product}")
async def exists(product: Known):
    return None


@router.get("/{product}", response_model=Shown)
async def show(product: Known):
    return product


@router.put("/{product}", response_model=Shown)
async def put(product: Known, fields: Fields):
    product.fill(**fields.model_dump())
    return product


@router.patch("/{product}", response_model=Shown)
async def patch(product: Known, part: Part):
    product.fill(**{name: getattr(part, name) for name in part.model_fields_set})
    return product


@router.delete("/{product}", status_code=204)
async def delete(product: Known, store: InStore):
    store.remove(product)
