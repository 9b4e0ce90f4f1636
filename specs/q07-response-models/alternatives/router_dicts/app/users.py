import itertools
from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException, Path

from .models import Card, Changes, NewPerson, Person

router = APIRouter(tags=["people"])
numbers = itertools.count(100)
people: dict[int, dict[str, Any]] = {}

PersonId = Annotated[int, Path(description="Number of the person")]


@router.post("", response_model=Person)
async def add(person: Annotated[NewPerson, Body()]):
    number = next(numbers)
    people[number] = {"id": number} | person.model_dump()
    return people[number]


@router.get("", response_model=list[Person])
async def everybody():
    return list(people.values())


@router.get("/{person_id}", response_model=Card)
async def one(person_id: PersonId):
    try:
        return people[person_id]
    except KeyError:
        raise HTTPException(404, f"no person {person_id}") from None


@router.patch("/{person_id}", response_model=Person, response_model_exclude_unset=True)
async def change(person_id: PersonId, changes: Changes):
    person = await one(person_id)
    person |= changes.model_dump(exclude_unset=True)
    return person
