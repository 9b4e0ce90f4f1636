"""Makes a lesson's corpus at author time, from its contract and its reference solution."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from grader.checks.fuzz.boundary import boundary_cases
from grader.checks.fuzz.corpus import Case, Corpus, Reference, Scenario, fingerprint
from grader.checks.fuzz.document import Document
from grader.checks.fuzz.generate import Bounds, generated_cases
from grader.checks.fuzz.judge import Answer, Judge
from grader.checks.fuzz.quirks import sendable
from grader.checks.fuzz.replay import Played, play_one
from grader.checks.fuzz.selection import capped, in_order, unique
from grader.checks.fuzz.shape import content_type, declared_response
from grader.checks.http import Wire
from grader.errors import LessonError

MAX_CASES = 400

Start = Callable[[], AbstractContextManager[Wire]]
Note = Callable[[str], None]


def _silent(_text: str) -> None:
    return None


def build_corpus(contract: dict[str, Any], start: Start, note: Note = _silent) -> Corpus:
    """Generate cases, send them to the reference solution three times, keep what is stable.

    `start` starts the reference solution afresh; `note` is told what was left out, and why. The third
    time runs backwards: a case whose status depends on what was sent before would be unfair to an app
    that keeps another state.

    Raises:
        LessonError: the reference solution stops answering, or no case is stable on it.
    """
    judge = Judge(contract)
    scenarios = candidates(judge.document)
    first, second = _run(scenarios, start), _run(scenarios, start)
    backwards = _run(scenarios[::-1], start)[::-1]
    kept: list[Scenario] = []
    for scenario, *played in zip(scenarios, first, second, backwards, strict=True):
        reason = _unfit(scenario, played)
        if reason:
            note(f"{_name(scenario)}: {reason}")
        else:
            kept.append(_recorded(judge, scenario, played[0].answers))
    if not kept:
        raise LessonError("no fuzz case fits the reference solution; does it do what contract.json says?")
    return Corpus(fingerprint(contract), version("schemathesis"), _settled(judge, kept, start, note))


def _settled(judge: Judge, kept: list[Scenario], start: Start, note: Note) -> tuple[Scenario, ...]:
    """Leave out what was answered as recorded only because of a case that is left out itself."""
    while True:
        fresh = [_played_again(judge, played) for played in _run(kept, start)]
        firm = [scenario for scenario, again in zip(kept, fresh, strict=True) if again == scenario]
        for scenario in kept:
            if scenario not in firm:
                note(f"{_name(scenario)}: left out, because its status depends on earlier requests")
        if len(firm) == len(kept):
            return tuple(kept)
        kept = firm


def _played_again(judge: Judge, played: Played) -> Scenario | None:
    whole = len(played.answers) == len(played.scenario.steps)
    return _recorded(judge, played.scenario, played.answers) if whole else None


def stale(corpus: Corpus, contract: dict[str, Any], start: Start) -> list[str]:
    """Send a recorded corpus to the reference solution, and say where it answers otherwise by now.

    Raises:
        LessonError: the reference solution stops answering.
    """
    judge = Judge(contract)
    told = []
    for scenario, played in zip(corpus.scenarios, _run(corpus.scenarios, start), strict=True):
        fresh = _played_again(judge, played)
        if fresh != scenario:
            told.append(f"{_name(scenario)}{_status_change(scenario, fresh)}")
    return told


def _status_change(recorded: Scenario, fresh: Scenario | None) -> str:
    for old, new in zip(recorded.steps, fresh.steps if fresh else (), strict=False):
        if old.reference and new.reference and old.reference.status != new.reference.status:
            return f": {new.reference.status}, recorded was {old.reference.status}"
    return ": another kind of body"


def candidates(document: Document) -> list[Scenario]:
    """Return the scenarios to try."""
    generated = generated_cases(document, Bounds(operations=len(document.operations)))
    boundary = (case for o in document.operations.values() for case in boundary_cases(document, o))
    fit = [case for case in boundary if sendable(document.operations[case.operation], case.request)]
    return in_order(document, capped(unique([*fit, *generated]), MAX_CASES))


def _run(scenarios: Sequence[Scenario], start: Start) -> list[Played]:
    played = []
    with start() as wire:
        for scenario in scenarios:
            answers = play_one(scenario, wire)
            if not answers or answers[-1].response.status is None:
                raise LessonError(f"the reference solution does not answer {_name(scenario)}; mend it")
            played.append(Played(scenario, answers))
    return played


def _unfit(scenario: Scenario, runs: Sequence[Played]) -> str:
    """Say why a scenario cannot be recorded, or return ""."""
    first, second, backwards = (played.answers for played in runs)
    if len(first) < len(scenario.steps):
        return "left out, because the answer to its POST holds no id"
    statuses = [answer.response.status or 0 for answer in first]
    if max(statuses) >= 500:
        return "left out, because the reference solution itself answers 500"
    if [_skeleton(a) for a in first] != [_skeleton(a) for a in second]:
        return "left out, because the reference solution's answer differs from run to run"
    if statuses != [answer.response.status for answer in backwards]:
        return "left out, because its status depends on earlier requests"
    return ""


def _skeleton(answer: Answer) -> object:
    response = answer.response
    try:
        shape = _shape(json.loads(response.body))
    except (ValueError, RecursionError):
        shape = None
    return response.status, content_type(response), shape


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return type(value).__name__


def _recorded(judge: Judge, scenario: Scenario, answers: Sequence[Answer]) -> Scenario:
    steps = [
        replace(case, reference=_reference(judge, case, answer))
        for case, answer in zip(scenario.steps, answers, strict=True)
    ]
    return Scenario(tuple(steps), scenario.flow)


def _reference(judge: Judge, case: Case, answer: Answer) -> Reference:
    response = answer.response
    assert response.status is not None
    declared = declared_response(judge.document.operations[case.operation], response.status)
    problem = declared is None or (
        judge.shapes.media_problem(declared, response) or judge.shapes.body_problem(declared, response)
    )
    return Reference(response.status, content_type(response), in_shape=not problem)


def _name(scenario: Scenario) -> str:
    if scenario.flow:
        return f"the flow {scenario.flow}"
    case = scenario.steps[0]
    return f"{case.operation} ({case.reason})"
