"""Recognising a known mistake: exact, close, or none; better none than wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.errors import LessonError
from grader.results import (
    START,
    Body,
    CheckResult,
    CriterionResult,
    Exchange,
    Outcome,
    Report,
    StartFailure,
    StartFailureKind,
)
from grader.signatures import (
    BESIDE,
    Known,
    likenesses,
    read_signatures,
    signature,
    similarity,
    tells_the_same,
    write_signatures,
)

TEXTS = {"typo": "A typo.", "crash": "A crash.", "both": "Both.", "unwritten": "Not there."}

FAILED = frozenset(
    {"t::a failed", "t::a status 500", "t::a kind dict", 't::a body {"x": "int"}', "t::a exception KeyError"}
    | {"t::a header x", "t::a header y", "t::a says #", "t::a says or #"}
)
OTHER = frozenset({"t::b failed", "t::b status 500", "t::b exception KeyError", "t::b says it crashed"})
LIVE = frozenset({"test_live.py::test_live[x] failed", "test_live.py::test_live[x] status 500"})
NO_ROUTE = frozenset({"t::c failed", "t::c status 404", "t::c says Your app has no route for this path."})

DATE = "Sun, 22 Nov 2026 04:34:27 GMT"


def known(**signatures: Mapping[str, frozenset[str]]) -> list[Known]:
    return [Known(name=name, signature=dict(seen)) for name, seen in signatures.items()]


def named(found: Mapping[str, frozenset[str]], store: list[Known]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.mutant, one.confidence.value, one.criteria) for one in likenesses(found, store, TEXTS)]


def near(features: frozenset[str]) -> frozenset[str]:
    """Return features of the same failure with a body of another form."""
    return frozenset(f for f in features if " body " not in f) | {'t::a body {"y": "str"}'}


@pytest.mark.parametrize(
    ("found", "store", "expected"),
    [
        ({"a": FAILED}, known(typo={"a": FAILED}), [("typo", "exact", ("a",))]),
        ({"a": near(FAILED)}, known(typo={"a": FAILED}), [("typo", "close", ("a",))]),
        ({"a": OTHER}, known(typo={"a": FAILED}), []),
        ({"b": FAILED}, known(typo={"a": FAILED}), []),
        ({"a": FAILED}, known(typo={"a": FAILED}, crash={"a": FAILED}), []),
        ({"a": near(FAILED)}, known(typo={"a": FAILED}, crash={"a": near(FAILED) | {"t::a header z"}}), []),
        ({"a": FAILED}, known(typo={"a": FAILED}, crash={"a": near(FAILED)}), [("typo", "exact", ("a",))]),
        (
            {"a": FAILED, "b": OTHER},
            known(typo={"a": FAILED}, crash={"b": OTHER}),
            [("crash", "exact", ("b",)), ("typo", "exact", ("a",))],
        ),
        (
            {"a": FAILED, "b": OTHER},
            known(typo={"a": FAILED}, both={"a": FAILED, "b": OTHER}),
            [("both", "exact", ("a", "b"))],
        ),
        ({"a": LIVE}, known(typo={"a": LIVE}), [("typo", "close", ("a",))]),
        ({"c": NO_ROUTE}, known(unwritten={"c": NO_ROUTE}), [("unwritten", "exact", ("c",))]),
        ({"a": OTHER, "c": NO_ROUTE}, known(unwritten={"c": NO_ROUTE}), []),
        (
            {"a": FAILED, BESIDE: frozenset({"documented x"})},
            known(
                typo={"a": FAILED, BESIDE: frozenset({"documented x"})},
                crash={"a": FAILED, BESIDE: frozenset({"documented y"})},
            ),
            [("typo", "exact", ("a",))],
        ),
        ({}, known(typo={"a": FAILED}), []),
    ],
    ids=[
        "same",
        "another body",
        "another failure",
        "another criterion",
        "two that fail alike",
        "two that are near",
        "same beside near",
        "two mistakes",
        "the larger explanation",
        "a check that fits every app",
        "route missing",
        "route missing and more",
        "told apart by the documentation",
        "nothing lost",
    ],
)
def test_likenesses(
    found: dict[str, frozenset[str]], store: list[Known], expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert named(found, store) == expected


@pytest.mark.parametrize(
    ("filed", "current"),
    [
        ({"a": FAILED}, True),
        ({"a": FAILED, BESIDE: frozenset({"documented x"})}, True),
        ({"a": near(FAILED)}, False),
        ({"b": FAILED}, False),
        ({"a": FAILED, "b": FAILED}, False),
    ],
)
def test_a_signature_on_file_may_differ_in_a_few_words(
    filed: Mapping[str, frozenset[str]], current: bool
) -> None:
    assert tells_the_same({"a": FAILED}, filed) is current


def test_similarity_is_a_share() -> None:
    assert similarity(FAILED, FAILED) == 1
    assert similarity(FAILED, OTHER) == 0
    assert 0.7 < similarity(FAILED, near(FAILED)) < 1


def failing(report: Report, body: str, message: str, log: str = "", date: str = DATE) -> Report:
    exchange = Exchange(
        method="GET",
        target="/x",
        status=422,
        response_headers=(("content-type", "application/json"), ("etag", date), ("x-error", f"{date}: no")),
        response_body=Body(text=body, size=len(body)),
    )
    check = CheckResult(
        id="test_a.py::test_x",
        criterion="x",
        title="X",
        outcome=Outcome.FAILED,
        message=message,
        exchanges=(exchange,),
        log=log,
    )
    criterion = CriterionResult(id="x", title="X", outcome=Outcome.FAILED, max_points=1, checks=(check,))
    return report.model_copy(
        update={"criteria": (criterion,), "start_failure": None, "documentation": ("GET /x is missing.",)}
    )


def test_a_signature_leaves_out_what_a_student_is_free_in(mixed: Report) -> None:
    body = '{"detail": [{"loc": ["query", "n"], "msg": "Input should be 1"}], "id": 7}'
    log = "Traceback (most recent call last):\n  File ...\nmy.own.KeyError: 'seven'\n"
    one = signature(failing(mixed, body, 'GET /x answered "lamp", not 12.', log))
    later = DATE.replace("22", "23")
    other = failing(mixed, body.replace("7", "8"), 'GET /x answered "sofa", not 3.', log, later)
    assert one == signature(other)
    assert one == {
        "x": {
            "test_a.py::test_x failed",
            "test_a.py::test_x status 422",
            "test_a.py::test_x kind dict",
            'test_a.py::test_x body {"detail": [{"loc": "list", "msg": "str"}], "id": "int"}',
            "test_a.py::test_x refused ['query', 'n']: Input should be 1",
            "test_a.py::test_x header x-error: (date): no",
            "test_a.py::test_x says GET /x answered #, not #.",
            "test_a.py::test_x exception KeyError",
        },
        BESIDE: {"documented GET /x is missing."},
    }


@pytest.mark.parametrize("body", ["", "no JSON", "[" * 100_000, '{"detail": 7}', '{"detail": [7]}'])
def test_any_body_has_a_signature(mixed: Report, body: str) -> None:
    assert "test_a.py::test_x failed" in signature(failing(mixed, body, "No."))["x"]


def test_an_app_that_does_not_start(mixed: Report) -> None:
    failure = StartFailure(
        kind=StartFailureKind.IMPORT_ERROR, message="AssertionError in main.py, line 48: No body on 204"
    )
    moved = failure.model_copy(update={"message": "AssertionError in app.py, line 7: No body on 204"})
    seen = [signature(mixed.model_copy(update={"start_failure": f})) for f in (failure, moved)]
    assert seen[0] == seen[1] == {START: {"start failed import-error", "start says No body on #"}}


def test_signatures_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "signatures.json"
    store = known(typo={"a": FAILED, BESIDE: frozenset()}, crash={"b": OTHER})
    path.write_text(write_signatures(store))
    assert list(read_signatures(path)) == store
    assert read_signatures(tmp_path / "none.json") == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 9, "mutants": {}}', '{"format": 1, "mutants": {"a": 7}}']
)
def test_a_malformed_file_is_told_with_its_mend(tmp_path: Path, text: str) -> None:
    path = tmp_path / "signatures.json"
    path.write_text(text)
    with pytest.raises(LessonError, match=r"signatures\.json.*--update"):
        read_signatures(path)
