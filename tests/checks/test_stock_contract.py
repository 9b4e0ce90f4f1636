"""Which findings cost which criterion."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import Mock

import pytest

from grader.checks.failure import CheckFailed
from grader.checks.fixtures import LESSON
from grader.checks.stock import test_contract as stock
from grader.errors import LessonError
from grader.lesson import ContractScope, Criterion, Lesson

OK = {"responses": {"200": {"description": "Successful Response"}}}
LIMIT = {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 10}}
CONTRACT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "0.1.0"},
    "paths": {"/items": {"get": {**OK, "parameters": [LIMIT]}, "post": OK}, "/users": {"get": OK}},
}


class Unasked:
    """An app that nothing was sent to."""

    def exchanges(self) -> tuple[()]:
        return ()


APP: Any = Unasked()


def run(given: dict[str, Any], *aspects: str, operations: tuple[str, ...] = ()) -> str:
    """Judge `given`; return what a failed or blocked check says, "" when it passes."""
    scope = ContractScope.model_validate({"aspects": aspects, "operations": operations})
    criterion = Criterion(id="c", title="T", points=100, hint="H", contract=scope)
    lesson = Lesson(id="l", root=Path("l"), title="L", criteria=(criterion,))
    lesson.__dict__["contract"] = CONTRACT
    try:
        stock.test_contract(criterion, lesson, given, APP)
    except CheckFailed as error:
        return str(error)
    return ""


def without(*operations: str, **changes: Any) -> dict[str, Any]:
    paths: dict[str, Any] = {
        "/items": {**CONTRACT["paths"]["/items"]},
        "/users": {**CONTRACT["paths"]["/users"]},
    }
    for operation in operations:
        method, path = operation.split()
        del paths[path][method.lower()]
    return {**CONTRACT, "paths": paths, **changes}


NO_LIMIT = without()
NO_LIMIT["paths"]["/items"]["get"] = OK
MISSING = "GET /items: query parameter `limit` is missing."
NO_USERS = "GET /users is missing from the documentation."


@pytest.mark.parametrize(
    ("given", "aspects", "operations", "said"),
    [
        (CONTRACT, ("operations", "parameters", "responses", "docs", "info"), (), ""),
        (NO_LIMIT, ("parameters",), (), MISSING),
        (NO_LIMIT, ("operations", "responses"), (), ""),
        (NO_LIMIT, ("parameters",), ("GET /items",), MISSING),
        (NO_LIMIT, ("parameters",), ("POST /items",), ""),
        (without("GET /users"), ("operations",), (), NO_USERS),
        (without("GET /users"), ("operations",), ("GET /items",), ""),
        (without("GET /users"), ("parameters", "responses"), (), NO_USERS),
        (without("GET /users"), ("responses",), ("GET /users",), NO_USERS),
        (without("GET /users"), ("responses",), ("GET /items",), ""),
        (
            without("GET /users", info={}),
            ("info",),
            ("GET /users",),
            "The app's title should be 'Shop'; yours has none: write FastAPI(title=...).",
        ),
    ],
)
def test_a_scope_judges_its_own_findings(
    given: dict[str, Any], aspects: tuple[str, ...], operations: tuple[str, ...], said: str
) -> None:
    assert run(given, *aspects, operations=operations) == said


def test_several_findings_are_told_together() -> None:
    assert run({}, "operations", "info").splitlines() == [
        "GET /items is missing from the documentation.",
        "POST /items is missing from the documentation.",
        "GET /users is missing from the documentation.",
        "The app's title should be 'Shop'; yours has none: write FastAPI(title=...).",
    ]


def test_one_finding_tells_expectation_and_reality() -> None:
    changed = without()
    changed["paths"]["/items"]["get"] = {**OK, "parameters": [{**LIMIT, "schema": {"type": "string"}}]}
    lesson = Lesson(
        id="l",
        root=Path("l"),
        title="L",
        criteria=(
            Criterion(
                id="c", title="T", points=100, hint="H", contract=ContractScope(aspects=("parameters",))
            ),
        ),
    )
    lesson.__dict__["contract"] = CONTRACT
    with pytest.raises(CheckFailed) as caught:
        stock.test_contract(lesson.criteria[0], lesson, changed, APP)
    assert (caught.value.expected, caught.value.received) == ("an integer", "a string")


def test_each_criterion_with_a_contract_gets_one_check(pytestconfig: pytest.Config) -> None:
    pytestconfig.addinivalue_line("markers", "criterion(id): as the plugin declares it")
    scope = {"aspects": ["info"]}
    criteria = [
        {"id": i, "title": "T", "points": 50, "hint": "H", "contract": c}
        for i, c in (("a", scope), ("b", None))
    ]
    lesson = Lesson.model_validate({"id": "l", "root": Path("l"), "title": "L", "criteria": criteria})
    metafunc = SimpleNamespace(config=SimpleNamespace(stash={LESSON: lesson}), parametrize=Mock())
    stock.pytest_generate_tests(cast(pytest.Metafunc, metafunc))
    ((argument, (parameter,)), _) = metafunc.parametrize.call_args
    assert (argument, parameter.values, parameter.id) == ("criterion", (lesson.criteria[0],), "a")
    assert [(mark.name, mark.args) for mark in parameter.marks] == [("criterion", ("a",))]


def test_a_scope_outside_the_contract_is_the_lessons_fault() -> None:
    with pytest.raises(LessonError, match="no operation 'GET /nothing'"):
        run({}, "operations", operations=("GET /nothing",))
