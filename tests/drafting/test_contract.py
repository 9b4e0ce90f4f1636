"""What a drafted contract states, and what it leaves to the student."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Query
from pydantic import BaseModel, Field

from grader.checks.contract import compare
from grader.drafting.contract import contract_of


class Inner(BaseModel):
    """Not asked for."""

    colour: str = "red"


class Thing(BaseModel):
    """Not asked for either."""

    title: str = Field(min_length=2, description="Said to people only", examples=["oar"])
    description: str | None = None
    inner: Inner = Inner()


class Unused(BaseModel):
    never: int


def document() -> dict[str, Any]:
    app = FastAPI(title="Mine", version="9")

    @app.post("/things", status_code=201, tags=["t"], summary="Make", responses={409: {"model": Unused}})
    def make(thing: Thing, size: int = Query(default=1, ge=1, description="How many")) -> list[Thing]:
        """Make things."""
        return [thing] * size

    @app.get("/untyped")
    def untyped():  # type: ignore[no-untyped-def]
        return {}

    return app.openapi()


def test_contract_states_input_and_successes() -> None:
    contract = contract_of(document())
    assert contract["info"] == {}
    operation = contract["paths"]["/things"]["post"]
    assert set(operation) == {"parameters", "requestBody", "responses"}
    assert operation["parameters"] == [
        {"name": "size", "in": "query", "schema": {"type": "integer", "minimum": 1, "default": 1}}
    ]
    assert set(operation["responses"]) == {"201"}
    assert contract["paths"]["/untyped"]["get"] == {"responses": {"200": {}}}
    assert set(contract["components"]["schemas"]) == {"Thing", "Inner"}


def test_fields_called_like_texts_stay() -> None:
    thing = contract_of(document())["components"]["schemas"]["Thing"]
    assert set(thing["properties"]) == {"title", "description", "inner"}
    assert thing["properties"]["title"] == {"type": "string", "minLength": 2}
    assert "description" not in thing


def test_the_solution_keeps_its_own_contract() -> None:
    assert compare(contract_of(document()), document()) == ()
