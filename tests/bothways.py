"""Grades everything twice, the quick way and the plain one: both must say the same."""

from __future__ import annotations

import re
from typing import Any

from grader.job import Answer, Job
from grader.runner import Run

_NUMBER = re.compile(r"\d+(\.\d+)?")
"""Times and random names differ from run to run."""


class BothWays:
    """A `Run` that answers as `quick` does.

    Raises:
        AssertionError: `plain`, which takes no short cuts, says something else.
    """

    def __init__(self, quick: Run, plain: Run) -> None:
        self._quick = quick
        self._plain = plain
        self.compared = 0

    def __call__(self, job: Job) -> Answer:
        quick = self._quick(job)
        if job.stop_early:  # a generated mutant: what is written by hand shows the same
            return quick
        plain = self._plain(job.model_copy(update={"plain": True}))
        assert essence(quick) == essence(plain)
        self.compared += 1
        return quick


def essence(answer: Answer) -> dict[str, Any]:
    """Return what must be the same in every run."""
    failure = answer.start_failure
    return {
        "lesson": answer.lesson,
        "refused": answer.refused,
        "app": answer.app,
        "python": answer.python,
        "reliable": answer.reliable,
        "start": (failure.kind, _steady(failure.message)) if failure else None,
        "layers": (answer.sandbox.level, answer.sandbox.layers),
        "collectors": [problem.get("nodeid") for problem in answer.collectors],
        "checks": [_check(test) for test in answer.tests],
    }


def _check(test: dict[str, Any]) -> dict[str, Any]:
    properties = {key: value for pair in test.get("user_properties", ()) for key, value in pair.items()}
    check = properties.get("check", {})
    kept = {key: check.get(key) for key in ("id", "criterion", "title", "outcome", "unstable")}
    told = {key: _steady(check.get(key) or "") for key in ("message", "expected")}
    return kept | told | {"documentation": properties.get("documentation")}


def _steady(text: str) -> str:
    return _NUMBER.sub("#", text)
