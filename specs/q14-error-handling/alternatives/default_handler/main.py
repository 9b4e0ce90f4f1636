"""FastAPI's own handler does most of the work; a class is the store, `exception_handlers=` registers."""

import itertools
import json
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.encoders import jsonable_encoder
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import AfterValidator
from pydantic.dataclasses import dataclass


def positive(price: float) -> float:
    if price > 0:
        return price
    raise ValueError(f"{price} is not positive")


@dataclass
class NewItem:
    name: str
    price: Annotated[float, AfterValidator(positive)]


class NoSuchItem(LookupError):
    pass


class Store:
    def __init__(self):
        self._ids = itertools.count(5000, 3)
        self._items = {}

    def add(self, item: NewItem):
        number = next(self._ids)
        self._items[number] = dict(id=number, name=item.name, price=item.price)
        return self._items[number]

    def __getitem__(self, number):
        try:
            return self._items[number]
        except KeyError:
            raise NoSuchItem(number) from None


async def missing(_request, exc: NoSuchItem):
    (number,) = exc.args
    text = {"message": f"Item {number} does not exist", "item_id": number, "error": "ITEM_NOT_FOUND"}
    return Response(json.dumps(text), 404, media_type="application/json")


async def invalid(request, exc: RequestValidationError):
    usual = await request_validation_exception_handler(request, exc)
    body = exc.body if not isinstance(exc.body, bytes) else None
    return JSONResponse(json.loads(usual.body) | {"body": jsonable_encoder(body)}, usual.status_code)


app = FastAPI(exception_handlers={NoSuchItem: missing, RequestValidationError: invalid})
the_store = Store()
Stored = Annotated[Store, Depends(lambda: the_store)]


@app.post("/items", status_code=201)
async def create(item: NewItem, store: Stored):
    return store.add(item)


@app.get("/items/{item_id}")
async def read(item_id: int, store: Stored):
    return store[item_id]


@app.get("/legacy/{item_id}")
async def read_as_ever(item_id: int, store: Stored):
    try:
        return store[item_id]
    except NoSuchItem:
        raise HTTPException(404, {"item_id": item_id, "message": f"Item {item_id} not found"}) from None
