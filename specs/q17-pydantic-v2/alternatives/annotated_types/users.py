from types import SimpleNamespace
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import TypeAdapter
from typing_extensions import TypedDict

router = APIRouter(tags=["users"])
rows = [SimpleNamespace(id=1, name="Ada", age=36), SimpleNamespace(id=2, name="Grace", age=45)]


class Changes(TypedDict, total=False):
    name: str
    age: int


class Card(TypedDict):
    id: int
    name: str
    age: int


card = TypeAdapter(Card)


def row(number: int) -> SimpleNamespace:
    for known in rows:
        if known.id == number:
            return known
    raise HTTPException(404, "nobody")


Row = Annotated[SimpleNamespace, Depends(row)]


@router.get("/{number}")
def one(known: Row) -> Card:
    return card.validate_python(vars(known), from_attributes=True)


@router.patch("/{number}")
def change(known: Row, changes: Changes) -> Card:
    vars(known).update(changes)
    return card.validate_python(vars(known), from_attributes=True)
