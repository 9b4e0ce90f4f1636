"""Runs a lesson's pytest suite in a process of its own and reads what it found."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from grader.checkerprocess import CheckerProcess
from grader.errors import CheckerError
from grader.job import Answer, Job

Run = Callable[[Job], Answer]
"""Runs the checks of a job; raises CheckerError when the checker died, hung or answered nonsense."""


def run_checks(job: Job) -> Answer:
    """Run a checker process for `job`.

    Raises:
        CheckerError: it died, hung, or answered nonsense.
    """
    with CheckerProcess(host=job.fits_early_host) as checker:
        return _ask(checker, job)


class ColdRunner:
    """A `Run` whose first job goes to a checker that was begun before there was a job."""

    def __init__(self, begun: CheckerProcess) -> None:
        self._begun: CheckerProcess | None = begun

    def __call__(self, job: Job) -> Answer:
        """Run a checker for `job`; see `run_checks`."""
        begun, self._begun = self._begun, None
        return _ask(begun, job) if begun else run_checks(job)


def _ask(checker: CheckerProcess, job: Job) -> Answer:
    return read_answer(*checker.ask(job.model_dump_json()))


def read_answer(output: bytes, errors: str) -> Answer:
    """Read what a checker wrote; `errors` is the tail of its standard error.

    Raises:
        CheckerError: it is no answer.
    """
    try:
        return Answer.model_validate_json(output)
    except ValidationError:
        detail = errors.strip() or "it said nothing"
        raise CheckerError(f"the checker process ended without a result: {detail}") from None
