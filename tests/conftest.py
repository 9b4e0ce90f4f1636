"""What tests share: sample reports that every renderer is tested with, settings, an engine."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from grader.results import (
    Body,
    CheckResult,
    Confidence,
    CriterionResult,
    Exchange,
    LessonInfo,
    Likeness,
    MissingLayer,
    Outcome,
    Report,
    SandboxInfo,
    StartFailure,
    StartFailureKind,
    SubmissionInfo,
)

JSON_TYPE = ("content-type", "application/json")
LAMP = '{"name": "lamp"}'
STORED = '{"id":1,"name":"lamp"}'
CRASH_LOG = """\
INFO:     127.0.0.1:0 - "GET /items/999 HTTP/1.1" 500 Internal Server Error
ERROR:    Exception in ASGI application
Traceback (most recent call last):
  File "/usr/lib/python3.11/site-packages/uvicorn/protocols/http/h11_impl.py", line 403, in run_asgi
    result = await app(self.scope, self.receive, self.send)
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "main.py", line 31, in read_item
    return items[item_id]
           ~~~~~^^^^^^^^^
KeyError: 999
"""


pytest_plugins = ["tests.engine"]
os.environ["GRADE_SANDBOX"] = (
    "import"  # what is tried in Docker says so: the rest must not depend on an engine
)

settings.register_profile("project", deadline=None, derandomize=True, database=None, max_examples=50)
settings.load_profile("project")


def text_body(text: str) -> Body:
    return Body(text=text, size=len(text.encode("utf-8", "surrogatepass")))


def exchange(
    method: str, target: str, status: int, answer: str, *, sent: str | None = None, note: str = ""
) -> Exchange:
    return Exchange(
        method=method,
        target=target,
        request_headers=() if sent is None else (JSON_TYPE,),
        request_body=None if sent is None else text_body(sent),
        status=status,
        response_headers=(("content-length", str(len(answer))), JSON_TYPE),
        response_body=text_body(answer),
        note=note,
    )


def report(
    criteria: tuple[CriterionResult, ...],
    *,
    start_failure: StartFailure | None = None,
    looks_like: tuple[Likeness, ...] = (),
    observations: tuple[CheckResult, ...] = (),
    notes: tuple[str, ...] = (),
    chosen: str = "",
) -> Report:
    return Report(
        grader_version="0.1.0",
        lesson=LessonInfo(
            id="q08-status-codes",
            title="Status codes",
            topic="Response status codes",
            digest="1" * 64,
            chosen=chosen,
        ),
        submission=SubmissionInfo(
            name="todo-api-maria", digest="2" * 64, app="main:app", python="Python 3.11.7"
        ),
        sandbox=SandboxInfo(
            name="import",
            level="limits",
            layers=("environment rebuilt from empty", "limits on memory"),
            missing=(MissingLayer(layer="no connection leaves", why="a connection was made"),),
        ),
        criteria=criteria,
        start_failure=start_failure,
        looks_like=looks_like,
        observations=observations,
        notes=notes,
        durations={"start": 0.5, "checks": 2.25},
    )


def criterion(
    name: str,
    title: str,
    outcome: Outcome,
    points: int,
    *,
    checks: tuple[CheckResult, ...] = (),
    blocked_by: tuple[str, ...] = (),
) -> CriterionResult:
    return CriterionResult(
        id=name,
        title=title,
        outcome=outcome,
        max_points=points,
        hint=HINTS.get(name, "Read the assignment once more."),
        topic="Response status codes",
        blocked_by=blocked_by,
        checks=checks,
    )


HINTS = {
    "created": "Set `status_code=status.HTTP_201_CREATED` in the decorator, so that it is documented too.",
    "missing": "Look before you take: when the id is not in your dictionary, raise "
    "`HTTPException(status_code=404, detail=...)`.",
    "validation": "Declare the body as a Pydantic model; FastAPI then refuses wrong input by itself.",
}


def check(name: str, title: str, outcome: Outcome, **details: object) -> CheckResult:
    return CheckResult.model_validate(
        {"id": f"test_items.py::{name}", "criterion": "c", "title": title, "outcome": outcome, **details}
    )


def created() -> CriterionResult:
    return criterion(
        "created",
        "Creating an item answers 201",
        Outcome.FAILED,
        20,
        checks=(
            check(
                "test_created",
                "POST /items answers 201 with the new item",
                Outcome.FAILED,
                message="POST /items answered 200 where 201 is asked for.",
                expected='201 Created with {"id": ..., "name": "lamp"}',
                exchanges=(exchange("POST", "/items", 200, STORED, sent=LAMP),),
            ),
            check(
                "test_contract",
                "The documentation lists 201 for POST /items",
                Outcome.FAILED,
                message="POST /items: the documented responses should include `201`; yours are `200`, `422`."
                "\nPOST /items: the 201 response has no response model.",
                expected="201",
                received="200, 422",
            ),
        ),
    )


def missing() -> CriterionResult:
    crash = exchange("GET", "/items/999", 500, "Internal Server Error", note="step 2 of 2")
    first = exchange("POST", "/items", 200, STORED, sent=LAMP, note="step 1 of 2")
    return criterion(
        "missing",
        "A missing item answers 404",
        Outcome.FAILED,
        20,
        checks=(
            check(
                "test_missing",
                "GET /items/{item_id} answers 404 for an id that does not exist",
                Outcome.FAILED,
                message="The app crashed (500) when asked for an item that does not exist.",
                expected='404 Not Found with {"detail": "Item 999 not found"}',
                exchanges=(first, crash),
                log=CRASH_LOG,
            ),
        ),
    )


def validation() -> CriterionResult:
    bad = ('{"name": 5}', '{"name": null}', "{}", "[]", '{"title": "lamp"}')
    checks = tuple(
        check(
            f"test_bad[{number}]",
            f"POST /items refuses {body}",
            Outcome.FAILED,
            message="POST /items accepted a body that it should refuse.",
            expected="422 Unprocessable Content",
            exchanges=(exchange("POST", "/items", 200, '{"id":2,"name":null}', sent=body),),
        )
        for number, body in enumerate(bad)
    )
    return criterion("validation", "Invalid bodies are refused", Outcome.FAILED, 10, checks=checks)


EXACT = Likeness(
    mutant="create-answers-200",
    misconception="You may have thought that a POST that creates something answers 201 by itself. FastAPI "
    "answers 200 unless the route says otherwise, and `responses=` only documents a code. Give the "
    "decorator `status_code=201`.",
    confidence=Confidence.EXACT,
    criteria=("created",),
)
CLOSE = Likeness(
    mutant="store-trusted",
    misconception="You may have thought that FastAPI looks after input by itself. It checks only what a type "
    "declares, as in `item: Item`, and never whether an id is in your `dict[int, Item]`.",
    confidence=Confidence.CLOSE,
    criteria=("missing", "validation"),
)


def full_marks_report() -> Report:
    names = (("created", "Creating an item answers 201", 60), ("read", "An item can be read", 40))
    return report(tuple(criterion(name, title, Outcome.PASSED, points) for name, title, points in names))


def mixed_report() -> Report:
    refusal = '{"detail":[{"type":"int_parsing","loc":["path","item_id"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"x"}]}'  # noqa: E501
    flaky = check(
        "test_read",
        "GET /items/{item_id} answers the item",
        Outcome.PASSED,
        message="The first answer was 422; on a fresh start the same request was answered well.",
        exchanges=(exchange("GET", "/items/x", 422, refusal),),
        unstable=True,
    )
    broken = check(
        "test_docs",
        "The interactive docs are served",
        Outcome.ERROR,
        message="The check took too long and was stopped.",
    )
    extra = check(
        "test_extra",
        "GET /stats never answers 500",
        Outcome.FAILED,
        message="GET /stats, which the lesson does not ask for, crashed.",
        exchanges=(exchange("GET", "/stats?day=1", 500, "Internal Server Error"),),
    )
    return report(
        (
            criterion("starts", "The app starts and answers", Outcome.PASSED, 10),
            created(),
            criterion("read", "An item can be read back by its id", Outcome.PASSED, 10, checks=(flaky,)),
            missing(),
            criterion(
                "delete",
                "Deleting answers 204 with an empty body",
                Outcome.BLOCKED,
                20,
                blocked_by=("missing",),
            ),
            criterion("docs", "The interactive docs are served", Outcome.ERROR, 10, checks=(broken,)),
            validation(),
        ),
        looks_like=(EXACT, CLOSE),
        observations=(extra,),
        notes=("The zip brings a virtual environment (`.venv`); it is not used.",),
        chosen="Lesson chosen by the app's endpoints (100% fit); `--lesson ID` chooses another.",
    )


def start_failure_report() -> Report:
    failure = StartFailure(
        kind=StartFailureKind.MISSING_PACKAGE,
        message="`main.py` imports `sqlmodel`, which is not installed where the app was started.",
        advice="Add `sqlmodel` to your requirements.txt, install it, and see it start under `fastapi dev`.",
        traceback='  File "main.py", line 3, in <module>\n    from sqlmodel import SQLModel\n'
        "ModuleNotFoundError: No module named 'sqlmodel'",
        file="main.py",
        line=3,
        package="sqlmodel",
        tried=("main.py", "app/main.py"),
        needs_review=True,
    )
    names = (("created", "Creating an item answers 201", 60), ("read", "An item can be read", 40))
    likeness = Likeness(
        mutant="undeclared-package",
        misconception="You may have thought that what is installed on your machine is part of your app.",
        confidence=Confidence.CLOSE,
        criteria=("(start)",),
    )
    return report(
        tuple(criterion(name, title, Outcome.BLOCKED, points) for name, title, points in names),
        start_failure=failure,
        looks_like=(likeness,),
    )


@pytest.fixture(scope="session")
def full_marks() -> Report:
    return full_marks_report()


@pytest.fixture(scope="session")
def mixed() -> Report:
    return mixed_report()


@pytest.fixture(scope="session")
def start_failure() -> Report:
    return start_failure_report()
