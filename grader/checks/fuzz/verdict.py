"""From confirmed findings to a failed check with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from grader.checks.evidence import exchange
from grader.checks.failure import CheckFailed, Unstable
from grader.checks.fuzz.confirm import Confirmed, Replay, Rule
from grader.checks.fuzz.messages import wording
from grader.results import Exchange

AFTER = " It happens only after the requests sent before it."


def require(replay: Replay, rules: Sequence[Rule]) -> None:
    """Fail when one of the rules was broken.

    Raises:
        CheckFailed: with the smallest request that breaks a rule, again on a fresh app.
        Unstable: a rule was broken once, and not again.
    """
    unstable: Unstable | None = None
    for rule in rules:
        try:
            confirmed = replay.confirmed(rule)
        except Unstable as error:
            unstable = unstable or error
            continue
        if confirmed is not None:
            raise failure(confirmed)
    if unstable is not None:
        raise unstable


def failure(confirmed: Confirmed) -> CheckFailed:
    """Return the failed check that a confirmed finding makes."""
    suspect = confirmed.suspect
    words = wording(suspect.finding, suspect.case, suspect.answer)
    return CheckFailed(
        words.message + ("" if confirmed.alone else AFTER),
        expected=words.expected,
        received=words.received,
        exchanges=_exchanges(confirmed),
        log=suspect.played.log,
    )


def _exchanges(confirmed: Confirmed) -> list[Exchange]:
    """Return the request, or a flow's requests up to the one that counts."""
    suspect = confirmed.suspect
    answers = suspect.played.answers[: suspect.finding.step + 1]
    steps = len(answers)
    after = "" if confirmed.alone else f"after {suspect.index} earlier requests"
    return [
        exchange(
            answer.request,
            answer.response,
            note=f"step {number} of {steps}" if suspect.played.scenario.flow else after,
        )
        for number, answer in enumerate(answers, 1)
    ]
