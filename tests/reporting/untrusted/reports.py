"""Results of every shape, with one text wherever a submission can put text."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Literal, TypeVar, get_origin

from pydantic import BaseModel

from grader.matrix import LessonCheck
from grader.results import (
    Arrow,
    Body,
    Box,
    CheckResult,
    Confidence,
    CriterionResult,
    Decision,
    Diagram,
    Exchange,
    LessonInfo,
    Likeness,
    MissingLayer,
    Outcome,
    Report,
    SandboxInfo,
    Span,
    StartFailure,
    StartFailureKind,
    SubmissionInfo,
)
from tests.reporting.lesson_checks import broken

TRUSTED: Mapping[type[BaseModel], frozenset[str]] = {
    Report: frozenset({"grader_version"}),
    LessonInfo: frozenset({"id", "title", "topic", "digest"}),
    SubmissionInfo: frozenset({"digest"}),
    CriterionResult: frozenset({"id", "title", "hint", "topic", "blocked_by"}),
    CheckResult: frozenset({"criterion"}),
    Likeness: frozenset({"mutant", "misconception", "criteria"}),
    Box: frozenset({"id"}),
    Arrow: frozenset({"source", "target"}),
}
"""Fields that the lesson or the grader writes; any other text is the submission's, also in fields to come."""

T = TypeVar("T")


def filled(value: T, text: str) -> T:
    """Return `value` with `text` at the end of every string that is neither trusted nor one of a few."""
    made: object = value
    if isinstance(value, BaseModel):
        made = value.model_copy(update={n: filled(getattr(value, n), text) for n in _untrusted(value)})
    elif isinstance(value, tuple):
        made = tuple(filled(one, text) for one in value)
    elif isinstance(value, str) and not isinstance(value, Enum):
        made = value + text
    return made  # type: ignore[return-value]


def _untrusted(model: BaseModel) -> set[str]:
    fields = type(model).model_fields
    few = {name for name, field in fields.items() if get_origin(field.annotation) is Literal}
    encoded = {"text"} if isinstance(model, Body) and model.encoding == "base64" else set()
    return fields.keys() - few - encoded - TRUSTED.get(type(model), frozenset())


def running(text: str) -> Report:
    """Return a report with every kind of outcome and evidence."""
    return filled(_RUNNING, text)


def not_started(text: str) -> Report:
    """Return the report on an app that did not start."""
    failure = StartFailure(kind=StartFailureKind.IMPORT_ERROR, message="", line=1, tried=("",))
    return filled(_RUNNING.model_copy(update={"start_failure": failure, "criteria": _CRITERIA[3:5]}), text)


def lesson_check(text: str) -> LessonCheck:
    """Return a lesson with problems whose evidence is of every kind."""
    check = broken(text)
    problem = check.problems[0].model_copy(update={"evidence": (filled(_FAILED, text),)})
    return check.model_copy(update={"problems": (problem, *check.problems[1:])})


_BODY = Body(text="", size=1)
_EXCHANGE = Exchange(
    method="",
    target="",
    request_headers=(("", ""),),
    omitted_headers=("",),
    request_body=_BODY,
    status=500,
    response_headers=(("", ""),),
    response_body=Body(text="AAAA", encoding="base64", size=3),
)
_FAILED = CheckResult(
    id="",
    criterion="created",
    title="",
    outcome=Outcome.FAILED,
    exchanges=(
        _EXCHANGE.model_copy(update={"status": None, "response_body": None}),
        _EXCHANGE.model_copy(update={"response_body": _BODY}),
    ),
    timeline=(Span(label="", sent=0, answered=1), Span(label="", sent=0, answered=1, probe=True)),
    log="Traceback (most recent call last):\n",
    diagram=Diagram(
        boxes=(Box(id="n1", label=""), Box(id="n2", label="", mark="missing")),
        arrows=(Arrow(source="n1", target="n2"), Arrow(source="n2", target="n1", mark="wrong")),
    ),
)
_LOGGED = _FAILED.model_copy(update={"diagram": None, "timeline": (), "exchanges": (_EXCHANGE,)})
_BLOCKED = CheckResult(id="", title="", outcome=Outcome.BLOCKED)


def _criterion(name: str, outcome: Outcome, **more: object) -> CriterionResult:
    return CriterionResult.model_validate(
        {"id": name, "title": f"Of {name}", "outcome": outcome, "max_points": 10, "hint": "Look.", **more}
    )


_CRITERIA = (
    _criterion("created", Outcome.FAILED, checks=(_FAILED, *[_LOGGED] * 3)),
    _criterion("read", Outcome.PASSED, checks=(_LOGGED.model_copy(update={"unstable": True}),)),
    _criterion("docs", Outcome.ERROR, checks=(_LOGGED.model_copy(update={"outcome": Outcome.ERROR}),)),
    _criterion("delete", Outcome.BLOCKED, blocked_by=("created",)),
    _criterion("list", Outcome.BLOCKED, checks=(_BLOCKED,)),
    _criterion("essay", Outcome.PASSED, checks=(_LOGGED,), review=True),
    _criterion("sketch", Outcome.FAILED, checks=(_FAILED,), decision=Decision(points=5, because="")),
)
_RUNNING = Report(
    grader_version="0.1.0",
    lesson=LessonInfo(id="q08", title="Status codes", digest="1" * 64),
    submission=SubmissionInfo(name="", digest="2" * 64),
    sandbox=SandboxInfo(name="", layers=("",), missing=(MissingLayer(layer="", why=""),)),
    criteria=_CRITERIA,
    looks_like=(
        Likeness(mutant="m", misconception="No.", confidence=Confidence.EXACT, criteria=("created",)),
    ),
    observations=(_LOGGED,),
    documentation=("",),
    notes=("",),
)
