"""Grades everything twice, the quick way and the plain one: both must say the same."""

from __future__ import annotations

import re
from typing import Any

from grader.job import Answer, Job
from grader.runner import Run

_CHANCE = re.compile(r"grade-\w{8}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+(\.\d+)?")
"""Names of temporary folders, UUIDs and times differ from run to run."""


class BothWays:
    """A `Run` that answers as `quick` does.

    Raises:
        AssertionError: `plain`, which takes no short cuts, says something else.
    """

    def __init__(self, quick: Run, plain: Run, *, one_of: int = 1) -> None:
        """Of what loses something, compare one of so many: the plain way is long."""
        self._one_of = one_of
        self._quick = quick
        self._plain = plain
        self.compared = 0

    def __call__(self, job: Job) -> Answer:
        quick = self._quick(job)
        # A generated mutant shows what those written by hand do.
        if job.stop_early or (_lost(quick) and int(job.submission.digest[:8], 16) % self._one_of):
            return quick
        plain = self._plain(job.model_copy(update={"plain": True}))
        differences = [
            f"{key}: {said} | {other}"
            for (key, said), other in zip(essence(quick).items(), essence(plain).values(), strict=True)
            if said != other
        ]
        assert not differences, "\n".join([str(job.submission.root), *differences])
        self.compared += 1
        return quick


def _lost(answer: Answer) -> bool:
    return any(test["outcome"] != "passed" for test in answer.tests)


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
        **{test["nodeid"]: _check(test) for test in answer.tests},
    }


def _check(test: dict[str, Any]) -> dict[str, Any]:
    properties = {key: value for pair in test.get("user_properties", ()) for key, value in pair.items()}
    check = properties.get("check", {})
    kept = {key: check.get(key) for key in ("id", "criterion", "title", "outcome", "unstable")}
    told = {key: _steady(check.get(key) or "") for key in ("message", "expected")}
    return kept | told | {"documentation": properties.get("documentation")}


def _steady(text: str) -> str:
    return _CHANCE.sub("#", text)
