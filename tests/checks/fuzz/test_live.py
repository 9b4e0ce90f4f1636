"""Live fuzzing by an app's own document: mistakes are found, hostile documents do no harm."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import BaseModel

from grader.checks.failure import CheckFailed
from grader.checks.fuzz.confirm import Replay, Rule
from grader.checks.fuzz.corpus import Case, Scenario
from grader.checks.fuzz.docs import find_docs
from grader.checks.fuzz.document import read
from grader.checks.fuzz.generate import Bounds, generated_cases
from grader.checks.fuzz.judge import Answer
from grader.checks.fuzz.live import MAX_CASES, LiveJudge, live_scenarios, outside
from grader.checks.fuzz.verdict import require
from grader.checks.http import WireRequest
from tests.checks.fuzz.making import CHECKED, STORED, Edits, broken, maker
from tests.checks.fuzz.stage import Stage, StagedApp

RULES: tuple[Rule, ...] = ("never_500", "invalid_rejected", "response_shape", "content_type", "status_code")


class Item(BaseModel):
    name: str


def odd_app() -> FastAPI:
    """Return an app that is right in ways that a checker may trip over."""
    app = FastAPI()

    @app.get("/page")
    def page() -> Any:
        return HTMLResponse("<p>")

    @app.get("/away", response_model=Item)
    def away() -> Any:
        return RedirectResponse("/page")

    @app.get("/items/{number}")
    def item(number: int) -> Item:
        return Item(name=str(number))

    @app.get("/items/latest/{anything:path}")
    def latest(anything: str) -> Any:
        return JSONResponse({"teapot": anything}, status_code=418)

    @app.get("/names/abc")
    def abc() -> int:
        return 1

    @app.get("/names/{name}")
    def name(name: str) -> Item:
        return Item(name=name)

    @app.get("/down", responses={503: {}})
    def down() -> Any:
        return JSONResponse({}, status_code=503)

    @app.get("/flags")
    def flags(on: bool, day: float = 0) -> dict[str, float]:
        return {"on": on}

    return app


def judged(stage: Stage, make: Any) -> dict[str, CheckFailed]:
    app = StagedApp(stage, make)
    document = read(make().openapi())
    replay = Replay(live_scenarios(document), app, LiveJudge(document).findings)
    return broken(replay, RULES)


LIVE_MUTANTS: dict[str, tuple[Rule, Edits]] = {
    "lookup": ("never_500", ((CHECKED, ""),)),
    "second time": ("never_500", (("len(users) + 1", "[1][len(users)]"),)),
    "body": (
        "response_shape",
        ((STORED + "\n    return users[number]", STORED + '\n    return JSONResponse({"id": 1}, 201)'),),
    ),
    "status": (
        "status_code",
        (
            (
                "def create(user: UserIn) -> Any:\n",
                "def create(user: UserIn, r: Response) -> Any:\n    r.status_code = 202\n",
            ),
        ),
    ),
    "html": (
        "content_type",
        ((STORED + "\n    return users[number]", STORED + '\n    return PlainTextResponse("x", 201)'),),
    ),
    "documented only": (
        "invalid_rejected",
        (("Query(ge=1, le=100)", "Query(json_schema_extra={'minimum': 1})"),),
    ),
}


@pytest.mark.parametrize("name", LIVE_MUTANTS)
def test_mutant_is_found(name: str, stage: Stage) -> None:
    rule, edits = LIVE_MUTANTS[name]
    found = judged(stage, maker(*edits))
    assert list(found) == [rule]
    assert "reference" not in found[rule].expected


@pytest.mark.parametrize("make", [maker(), odd_app], ids=["reference", "odd"])
def test_correct_app_breaks_nothing(make: Any, stage: Stage) -> None:
    assert {rule: str(error) for rule, error in judged(stage, make).items()} == {}


def test_answer_of_another_route_is_not_judged(stage: Stage) -> None:
    app = StagedApp(stage, odd_app)
    judge = LiveJudge(read(odd_app().openapi()))
    request = WireRequest("GET", "/names/abc")
    answer = Answer(request, app.wire.send(request))
    assert answer.response.body == b"1"
    assert judge.findings(Scenario((Case("GET /names/{name}", "", request),)), [answer]) == []


def operation(schema: Any) -> dict[str, Any]:
    return {
        "post": {
            "requestBody": {"content": {"application/json": {"schema": schema}}},
            "responses": {"200": {}},
        }
    }


def nested(depth: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(depth):
        schema = {"type": "object", "properties": {"x": schema}, "required": ["x"]}
    return schema


HOSTILE: dict[str, Any] = {
    "remote": {"$ref": "http://127.0.0.1:1/schema.json"},
    "file": {"$ref": "file:///etc/passwd"},
    "relative": {"$ref": "secrets.json#/a"},
    "dangling": {"$ref": "#/components/schemas/Nothing"},
    "cyclic": {"$ref": "#/components/schemas/Loop"},
    "recursive": {"$ref": "#/components/schemas/Tree"},
    "exponential": {"$ref": "#/components/schemas/Wide0"},
    "fan": {"$ref": "#/components/schemas/Fan"},
    "ring": {"$ref": "#/components/schemas/Ring"},
    "chain": {"$ref": "#/components/schemas/Link0"},
    "regex": {"type": "string", "pattern": "^(a+)+$"},
    "long-regex": {"type": "string", "pattern": "a?" * 200 + "a" * 200},
    "broken-regex": {"type": "string", "pattern": "("},
    "huge-text": {"type": "string", "minLength": 10**9},
    "huge-list": {"type": "array", "minItems": 10**9, "items": {"type": "string"}},
    "impossible": {"type": "integer", "minimum": 5, "maximum": 1},
    "deep": nested(300),
    "wide": {"type": "object", "properties": {f"p{n}": {"type": "integer"} for n in range(2000)}},
    "numbers": {"type": 5, "enum": 3, "anyOf": 1, "properties": [], "required": {"a": 1}},
    "text": "string",
    "list": [1],
    "bad-bounds": {"type": "integer", "minimum": "a", "maximum": True, "multipleOf": 0},
}
SHARED: dict[str, Any] = {
    **{f"Wide{n}": {"anyOf": [{"$ref": f"#/components/schemas/Wide{n + 1}"}] * 10} for n in range(30)},
    "Wide30": {"type": "integer"},
    **{
        f"Chain{n}": {"properties": {"x": {"$ref": f"#/components/schemas/Chain{n + 1}"}}} for n in range(900)
    },
    "Fan": {
        "type": "object",
        "properties": {f"f{n}": {"$ref": "#/components/schemas/Fan"} for n in range(90)},
    },
    "Ring": {"anyOf": [{"$ref": "#/components/schemas/Ring"}] * 10},
    "Loop": {"$ref": "#/components/schemas/Loop"},
    "Tree": {
        "type": "object",
        "properties": {
            "left": {"$ref": "#/components/schemas/Tree"},
            "right": {"$ref": "#/components/schemas/Tree"},
        },
    },
}


@pytest.mark.slow
def test_hostile_schemas_neither_hang_nor_raise(stage: Stage) -> None:
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "x", "version": "1"},
        "paths": {f"/{name}": operation(schema) for name, schema in HOSTILE.items()},
        "components": {"schemas": SHARED},
    }
    document = read(raw)
    assert "etc/passwd" not in str(document.root)
    assert "127.0.0.1:1" not in str(document.root)
    scenarios = live_scenarios(document)
    assert len(scenarios) <= MAX_CASES
    answered = {s.steps[0].operation for s in scenarios}
    assert {"POST /regex", "POST /huge-text", "POST /text", "POST /recursive"} <= answered
    app = FastAPI()

    @app.post("/{anything}")
    def anything(anything: str) -> dict[str, Any]:
        return {"left": {"left": {}}}

    replay = Replay(scenarios, StagedApp(stage, lambda: app), LiveJudge(document).findings)
    require(replay, ["never_500"])


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"paths": []},
        {"paths": {"/": []}},
        {"paths": {"/": {"get": 1}}},
        {"paths": {"/": {"get": {"parameters": {"a": 1}, "responses": [], "requestBody": 3}}}},
        {
            "paths": {
                "/{x}": {"get": {"parameters": [{"name": 3, "in": "path"}, {"name": "x", "in": "body"}]}}
            }
        },
        {"paths": {"/": {"get": {}}}, "components": []},
    ],
    ids=str,
)
def test_malformed_documents_are_read_without_a_word(raw: dict[str, Any]) -> None:
    document = read(raw)
    live_scenarios(document)
    LiveJudge(document)


def test_generator_is_killed_in_time() -> None:
    document = read(maker()().openapi())
    cases = generated_cases(document, Bounds(fuzz=100_000, seconds=4))
    assert len(cases) < 50_000, "all of them would take minutes"


def test_outside_of_a_contract() -> None:
    contract: dict[str, Any] = {"paths": {"/users/{id}": {"get": {}}, "/users": {"get": {}, "post": {}}}}
    labels = list(outside(read(maker()().openapi()), contract).operations)
    assert labels == [
        "PUT /users/{user_id}",
        "DELETE /users/{user_id}",
        "GET /pets/{kind}",
        "GET /me",
        "POST /login",
    ]


DOCS: list[tuple[str, bool, bool]] = [
    ("FastAPI()", True, True),
    ('FastAPI(docs_url="/help", redoc_url=None, openapi_url="/api/v1/schema")', True, True),
    ("FastAPI(docs_url=None)", True, True),
    ("FastAPI(docs_url=None, redoc_url=None)", True, False),
    ("FastAPI(openapi_url=None)", False, False),
    ("FastAPI(version=1.0)", False, True),
]


@pytest.mark.parametrize(("made", "has_document", "has_page"), DOCS)
def test_docs_are_found_where_the_app_puts_them(
    made: str, has_document: bool, has_page: bool, stage: Stage
) -> None:
    app = StagedApp(stage, maker(("FastAPI()", made)))
    docs = find_docs(app.wire, [ast.parse(f"app = {made}")])
    assert (docs.document is not None, bool(docs.page)) == (has_document, has_page)
    assert bool(docs.problem) == (not has_document)
