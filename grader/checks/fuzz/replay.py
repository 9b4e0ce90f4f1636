"""Sends scenarios to a running app, and starts it again when it has gone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import quote

from grader.checks.fuzz.corpus import ID, Case, Scenario
from grader.checks.fuzz.flows import captured_id, member_parameter
from grader.checks.fuzz.judge import Answer, Finding
from grader.checks.http import Wire, WireRequest, WireResponse

MAX_RESTARTS = 3
"""So often an app that died or hung is started again; then the rest is not sent."""

MAX_SECONDS = 120.0
"""Backstop for an app that answers slowly: what is not sent by then is not sent."""

FindingsOf = Callable[[Scenario, Sequence[Answer]], list[Finding]]


class App(Protocol):
    """What a replay needs of a submission."""

    @property
    def wire(self) -> Wire:
        """The wire to the current start."""

    def begin(self) -> None:
        """Forget what was exchanged and printed so far."""

    @property
    def plain(self) -> bool:
        """Whether no short cuts are taken."""

    def log(self) -> str:
        """Return what the app printed since the mark."""

    def restart(self) -> None:
        """Replace the app by a fresh one, and `wire` with it."""


@dataclass(frozen=True)
class Played:
    """A scenario with its answers, fewer than its steps where it was cut short."""

    scenario: Scenario
    answers: tuple[Answer, ...]
    log: str = ""
    """What the app printed meanwhile; read only where it crashed."""


def play(scenarios: Sequence[Scenario], app: App, *, persistent: bool = False) -> list[Played]:
    """Send all scenarios in order, over a `persistent` connection or one each.

    A request without an answer costs a restart.
    """
    played: list[Played] = []
    restarts = 0
    deadline = time.monotonic() + MAX_SECONDS
    for scenario in scenarios:
        if time.monotonic() > deadline:
            break
        one = play_logged(scenario, app, persistent=persistent)
        played.append(one)
        if one.answers and one.answers[-1].response.status is not None:
            continue
        if not one.answers or restarts == MAX_RESTARTS:
            break
        restarts += 1
        app.restart()
    app.wire.close()
    return played


def play_logged(scenario: Scenario, app: App, *, persistent: bool = False) -> Played:
    """Send one scenario, and read the app's log when it crashes."""
    app.begin()
    answers = play_one(scenario, app.wire, persistent=persistent)
    crashed = any(a.response.status is None or a.response.status >= 500 for a in answers)
    return Played(scenario, answers, app.log() if crashed else "")


def play_one(scenario: Scenario, wire: Wire, *, persistent: bool = False) -> tuple[Answer, ...]:
    """Send one scenario, up to the first request that gets no answer or lacks the id that it needs."""
    answers: list[Answer] = []
    identifier = ""
    parameter = member_parameter(scenario.steps)
    for case in scenario.steps:
        request = _filled(case, identifier)
        if request is None:
            break
        response = wire.send(request, persistent=persistent)
        if not response.sent:
            break
        answers.append(Answer(request, response))
        if response.status is None:
            break
        identifier = _next_id(case, parameter, response) or identifier
    return tuple(answers)


def _filled(case: Case, identifier: str) -> WireRequest | None:
    request = case.request
    if ID not in request.target:
        return request
    if not identifier:
        return None
    return replace(request, target=request.target.replace(ID, quote(identifier, safe="")))


def _next_id(case: Case, parameter: str, response: WireResponse) -> str:
    created = case.request.method == "POST" and response.status is not None and response.status < 300
    return captured_id(parameter, response) if created else ""
