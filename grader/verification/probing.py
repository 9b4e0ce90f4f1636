"""Does a mutant behave like the reference solution? Both get the same requests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.checks.contract import compare
from grader.checks.evidence import VOLATILE
from grader.checks.fuzz.corpus import Case, Scenario, read_corpus
from grader.checks.fuzz.replay import play_one
from grader.checks.http import Wire, WireRequest, WireResponse
from grader.checks.openapi import DocumentError, read_document
from grader.errors import LessonError
from grader.grading import grade
from grader.lesson import Lesson
from grader.results import Exchange
from grader.runner import Run
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits, StartError
from grader.sandbox.settings import SandboxSettings
from grader.submission import open_submission

SHOWN = 160
DOCUMENT = "/openapi.json"
Answers = Mapping[tuple[int, int], tuple[WireRequest, WireResponse]]
"""Request and answer by (number of the scenario, step in it)."""


class Probes:
    """What the lesson's own checks send to the reference solution, and its corpus."""

    def __init__(self, lesson: Lesson, run: Run) -> None:
        """Send them to the reference solution twice; what it answers differently is no probe.

        Raises:
            LessonError: the reference solution does not run.
        """
        self._lesson = lesson
        self._scenarios = [*_of_checks(lesson, run), *_of_corpus(lesson)]
        first, second = self._play(lesson.solution), self._play(lesson.solution)
        if first is None or second is None:
            raise LessonError(f"{lesson.solution}: the reference solution does not start")
        self._reference = {
            place: answer
            for place, answer in first.items()
            if place in second and _telling(answer[1]) == _telling(second[place][1])
        }
        self.count = len(self._reference)

    def difference(self, folder: Path) -> str:
        """Say where the app in `folder` answers otherwise than the reference solution, or return ""."""
        found = self._play(folder)
        if found is None:
            return "it does not start"
        for place, (request, wanted) in self._reference.items():
            answer = found[place][1] if place in found else WireResponse(failure="was not sent")
            if _telling(answer) != _telling(wanted):
                sent = f"{request.method} {request.target}"
                return f"{sent} answers {_told(answer)}; the reference solution {_told(wanted)}"
        return ""

    def _play(self, folder: Path) -> Answers | None:
        """Send all scenarios to one fresh app, and ask for its document; None when it does not start."""
        limits = Limits()
        found: dict[tuple[int, int], tuple[WireRequest, WireResponse]] = {}
        with make_sandbox(SandboxSettings()) as sandbox, open_submission(folder) as submission:
            try:
                with sandbox.start(submission, limits, self._lesson.surroundings) as app:
                    wire = Wire(app.connect, limits)
                    found[-1, 0] = self._documentation(wire)
                    for number, scenario in enumerate(self._scenarios):
                        for step, answer in enumerate(play_one(scenario, wire)):
                            found[number, step] = answer.request, answer.response
            except StartError:
                return None
        return found

    def _documentation(self, wire: Wire) -> tuple[WireRequest, WireResponse]:
        """Return what the contract finds fault with: that alone counts of a document."""
        request = WireRequest("GET", DOCUMENT)
        response = wire.send(request)
        try:
            findings = compare(self._lesson.contract or {}, read_document(response.body))
        except DocumentError as error:
            return request, WireResponse(response.status, body=str(error).encode())
        told = " ".join(finding.message for finding in findings)
        return request, WireResponse(response.status, body=told.encode())


def _of_checks(lesson: Lesson, run: Run) -> list[Scenario]:
    """Return what each of the lesson's checks sends to the reference solution."""
    with open_submission(lesson.solution) as submission:
        report = grade(submission, lesson, run=run, keep_passed=True, recognise=False)
    checks = (check for criterion in report.criteria for check in criterion.checks)
    sent = (
        tuple(_case(e) for e in check.exchanges if e.target != DOCUMENT)
        for check in checks
        if not check.id.startswith("test_fuzz.py")
    )
    return [Scenario(steps) for steps in sent if steps]


def _of_corpus(lesson: Lesson) -> Sequence[Scenario]:
    return read_corpus(lesson.corpus_file).scenarios if lesson.corpus_file.exists() else ()


def _case(exchange: Exchange) -> Case:
    sent = exchange.request_body
    content = sent.content() if sent else None
    body = content.encode() if isinstance(content, str) else content
    request = WireRequest(
        exchange.method, exchange.target, exchange.request_headers, body, exchange.omitted_headers
    )
    return Case(f"{exchange.method} {exchange.target}", "a request of the checks", request)


def _telling(response: WireResponse) -> Any:
    """Return what of an answer counts: status, headers but for the volatile, body."""
    headers = sorted(
        (name.lower(), value) for name, value in response.headers if name.lower() not in VOLATILE
    )
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        body = response.body
    return response.status, headers, body, bool(response.failure)


def _told(response: WireResponse) -> str:
    if response.failure:
        return f"nothing ({response.failure})"
    text = response.body[: SHOWN * 4].decode("utf-8", "replace")
    return f"{response.status} {text[:SHOWN]}{' …' if len(text) > SHOWN else ''}".strip()
