"""Dataclasses, a typed dictionary for the partial body, a list whose empty places are never filled again."""

from dataclasses import asdict, dataclass, replace

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from typing_extensions import TypedDict

app = FastAPI()


@dataclass
class Product:
    name: str
    price: float
    description: str | None = None


@dataclass
class Numbered(Product):
    id: int = 0


class Changes(TypedDict, total=False):
    name: str
    price: float
    description: str | None


class GoneError(Exception):
    pass


shelf: list[Numbered | None] = []


@app.exception_handler(GoneError)
def gone(request: Request, error: GoneError):
    return JSONResponse({"error": "gone, or never there"}, 404)


def place(number: int) -> int:
    if 0 <= number < len(shelf) and shelf[number]:
        return number
    raise GoneError


@app.get("/products")
def everything() -> list[Numbered]:
    return [product for product in shelf if product]


@app.post("/products", status_code=201)
def add(product: Product) -> Numbered:
    shelf.append(Numbered(**asdict(product), id=len(shelf)))
    return shelf[-1]


@app.options("/products")
def ask():
    return JSONResponse({"methods": ["GET", "POST"]}, headers={"allow": "OPTIONS, GET, HEAD, POST"})


@app.head("/products")
def head():
    return Response()


@app.delete("/products/{number}", status_code=204)
def remove(number: int = Depends(place)):
    shelf[number] = None
    return Response(status_code=204)


@app.patch("/products/{number}")
def change(changes: Changes, number: int = Depends(place)) -> Numbered:
    shelf[number] = replace(shelf[number], **changes)
    return shelf[number]


@app.put("/products/{number}")
def exchange(product: Product, number: int = Depends(place)) -> Numbered:
    shelf[number] = Numbered(**asdict(product), id=number)
    return shelf[number]


@app.api_route("/products/{number}", methods=["GET", "HEAD"])
def show(number: int = Depends(place)) -> Numbered:
    return shelf[number]
