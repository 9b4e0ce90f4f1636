"""The contract check against documents that FastAPI itself makes of the code in contract_cases.toml."""

import dataclasses
import decimal
import enum
import tomllib
import typing
from pathlib import Path
from typing import Any

import fastapi
import fastapi.responses
import fastapi.routing
import fastapi.security
import pydantic
import pytest

from grader.checks.contract import compare, fit

CASES = tomllib.loads(Path(__file__).with_name("contract_cases.toml").read_text(encoding="utf-8"))
ASKED: dict[str, str] = CASES["asked"]
NAMES = {
    **vars(fastapi),
    **vars(dataclasses),
    **{name: getattr(typing, name) for name in ("Annotated", "Any", "Literal", "Optional")},
    "APIRoute": fastapi.routing.APIRoute,
    "BaseModel": pydantic.BaseModel,
    "Decimal": decimal.Decimal,
    "Enum": enum.Enum,
    "Field": pydantic.Field,
    "HTMLResponse": fastapi.responses.HTMLResponse,
    "OAuth2PasswordRequestForm": fastapi.security.OAuth2PasswordRequestForm,
    "__name__": "submission",
}

Json = dict[str, Any]


def document(code: str, **settings: Any) -> Json:
    app = fastapi.FastAPI(**settings)
    exec(CASES["models"]["code"] + code, {**NAMES, "app": app})
    return app.openapi()


def contract(code: str) -> Json:
    """The document of a reference solution, trimmed as a lesson's contract is."""
    trimmed = document(code)
    for item in trimmed["paths"].values():
        for operation in item.values():
            del operation["summary"], operation["operationId"]
    return trimmed


def as_3_0(node: Any) -> Any:
    """Write an OpenAPI 3.1 document as 3.0 does: nullable, boolean exclusive bounds, allOf around $ref."""
    if isinstance(node, list):
        return [as_3_0(each) for each in node]
    if not isinstance(node, dict):
        return node
    node = {key: as_3_0(value) for key, value in node.items()}
    options = node.get("anyOf", [])
    if {"type": "null"} in options:
        rest = [option for option in options if option != {"type": "null"}]
        inner = {"anyOf": rest} if len(rest) > 1 else {"allOf": rest} if "$ref" in rest[0] else rest[0]
        node = {key: value for key, value in node.items() if key != "anyOf"} | {"nullable": True} | inner
    if "exclusiveMinimum" in node:
        node |= {"minimum": node["exclusiveMinimum"], "exclusiveMinimum": True}
    if "exclusiveMaximum" in node:
        node |= {"maximum": node["exclusiveMaximum"], "exclusiveMaximum": True}
    if node.pop("contentMediaType", ""):
        node["format"] = "binary"
    if "$ref" in node and len(node) > 1:
        node["allOf"] = [{"$ref": node.pop("$ref")}]
    return node


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES["case"]])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_finding_is_told_word_for_word(case: Json) -> None:
    asked, given = contract(ASKED[case["asked"]]), document(case["code"], title="Mine", version="2")
    assert [finding.message for finding in compare(asked, given)] == case["says"]
    assert [finding.message for finding in compare(as_3_0(asked), as_3_0(given))] == case["says"]


@pytest.mark.parametrize("code", ASKED.values(), ids=ASKED)
def test_a_reference_meets_its_own_contract(code: str) -> None:
    for given in (
        document(code),
        as_3_0(document(code)),
        document(code, separate_input_output_schemas=False),
    ):
        assert compare(contract(code), given) == ()
        assert compare(as_3_0(contract(code)), given) == ()


def test_a_strict_response_may_hold_nothing_else() -> None:
    leaky = document(ASKED["item"].replace("-> ItemOut", "-> Leaky"))
    asked = contract(ASKED["item"])
    assert compare(asked, leaky) == ()
    asked["components"]["schemas"]["ItemOut"]["additionalProperties"] = False
    assert [finding.message for finding in compare(asked, leaky)] == [
        "POST /items: the 201 response also holds `password`, which must not be in it: "
        "leave it out of the response model."
    ]


def test_info_is_compared_where_the_contract_states_it() -> None:
    given = document(ASKED["query"], title="My Api", version="2")
    asked = contract(ASKED["query"])
    asked["info"] = {"title": "My API", "version": "2", "description": "Sells."}
    assert [(finding.aspect, finding.message) for finding in compare(asked, given)] == [
        ("info", "The app's title should be 'My API'; yours is 'My Api': write FastAPI(title=...)."),
        ("info", "The app's description should be 'Sells.'; yours has none: write FastAPI(description=...)."),
    ]


def test_a_models_docstring_is_asked_for_once() -> None:
    asked = contract(ASKED["item"].replace("-> ItemOut", "-> ItemIn"))
    asked["components"]["schemas"]["ItemIn"]["description"] = "A thing\nfor sale."
    found = compare(asked, document(ASKED["item"].replace("-> ItemOut", "-> ItemIn")))
    assert [(finding.aspect, finding.message) for finding in found] == [
        ("docs", "POST /items: the JSON body should have the description 'A thing for sale.'.")
    ]


def test_findings_follow_the_contract() -> None:
    given = document('@app.post("/items")\ndef create(): ...')
    assert [(finding.operation, finding.aspect) for finding in compare(contract(ASKED["shop"]), given)] == [
        ("GET /items", "operations"),
        ("POST /items", "parameters"),
        ("POST /items", "body"),
        ("POST /items", "responses"),
        ("GET /items/{item_id}", "operations"),
        ("DELETE /items/{item_id}", "operations"),
    ]


def test_fit_ranks_lessons() -> None:
    asked = contract(ASKED["shop"])
    other_words = next(case["code"] for case in CASES["case"] if case["asked"] == "shop")
    slash = '@app.get("/items/")\ndef read(): ...'
    ranked = [fit(asked, document(code)) for code in (ASKED["shop"], other_words, ASKED["path"], slash)]
    assert ranked == sorted(ranked, reverse=True)
    assert len(set(ranked)) == 4
    assert ranked[0] == 1.0
    assert ranked[1] > 0.8
    assert 0.3 > ranked[2] > ranked[3] > 0.0
    assert fit(asked, document(ASKED["form"])) == fit(asked, []) == fit({}, document(ASKED["shop"])) == 0.0
