"""A finding counts only when it happens again on a fresh app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.checks.failure import Unstable
from grader.checks.fuzz.corpus import Case, Scenario
from grader.checks.fuzz.judge import Answer, Finding
from grader.checks.fuzz.messages import wording
from grader.checks.fuzz.replay import App, FindingsOf, Played, play, play_logged
from grader.lesson import FuzzRule, LiveRule

ALONE_TRIES = 3
MAY_NEED_HISTORY = {"never_500", "response_shape", "content_type"}
"""Rules that hold in whatever state an app is. Whether a request is taken may depend on earlier ones
(a name that is in use, a stock that is empty), in ways that differ between correct apps: the other
rules count only for a request, or a flow, that breaks them on a fresh app."""

Rule = FuzzRule | LiveRule


@dataclass(frozen=True)
class Suspect:
    """A finding with where it happened."""

    index: int
    """Place of the scenario in the replay."""
    finding: Finding
    played: Played

    @property
    def case(self) -> Case:
        """The case that broke the rule."""
        return self.played.scenario.steps[self.finding.step]

    @property
    def answer(self) -> Answer:
        """The answer that broke the rule."""
        return self.played.answers[self.finding.step]


@dataclass(frozen=True)
class Confirmed:
    """A suspect that failed again; `alone` when nothing had been sent before."""

    suspect: Suspect
    alone: bool


class Replay:
    """One replay of scenarios, judged, from which each rule asks what it found."""

    def __init__(self, scenarios: Sequence[Scenario], app: App, findings: FindingsOf) -> None:
        """Send everything once; `app` is fresh.

        It goes over a persistent connection, which takes a quarter less time; what is found is confirmed
        over connections of their own.
        """
        self._scenarios = scenarios
        self._app = app
        self._findings = findings
        self._played = play(scenarios, app, persistent=not app.plain)
        self._suspects = self._judge(self._played)

    @property
    def nothing_there(self) -> bool:
        """Whether the app has none of the endpoints: every request that got an answer got 404 or 405."""
        statuses = {answer.response.status for one in self._played for answer in one.answers}
        return statuses <= {404, 405}

    def confirmed(self, rule: Rule) -> Confirmed | None:
        """Return the smallest counterexample that fails again, or None.

        Raises:
            Unstable: something failed that does not fail again.
        """
        suspects = _in_order(self._suspects, rule)
        for suspect in _varied(suspects)[:ALONE_TRIES]:
            again = self._alone(suspect, rule) or self._after_creation(suspect, rule)
            if again is not None:
                return Confirmed(again, alone=True)
        if not suspects:
            return None
        places = {(s.index, s.finding.step) for s in suspects}
        repeated = [s for s in self._again(suspects, rule) if (s.index, s.finding.step) in places]
        if not repeated:
            raise _unstable(suspects[0])
        return Confirmed(repeated[0], alone=False) if rule in MAY_NEED_HISTORY else None

    def _alone(self, suspect: Suspect, rule: Rule) -> Suspect | None:
        self._app.restart()
        played = play_logged(suspect.played.scenario, self._app)
        if not played.answers:
            return suspect  # the app hung so often that it is not asked again
        found = [f for f in self._findings(played.scenario, played.answers) if f.rule == rule]
        return Suspect(suspect.index, found[0], played) if found else None

    def _after_creation(self, suspect: Suspect, rule: Rule) -> Suspect | None:
        """Try a request on one thing right after a POST that creates such a thing.

        That is all the history that most requests need, and a student can repeat it.
        """
        if rule not in MAY_NEED_HISTORY or suspect.played.scenario.flow:
            return None
        created = next((p for p in self._played[: suspect.index] if _creates_for(p, suspect.case)), None)
        if created is None:
            return None
        steps = (*created.scenario.steps, *suspect.played.scenario.steps)
        again = self._alone(
            replace(suspect, played=Played(Scenario(steps, suspect.case.operation), ())), rule
        )
        return again if again is not None and again.finding.step == len(steps) - 1 else None

    def _again(self, suspects: list[Suspect], rule: Rule) -> list[Suspect]:
        self._app.restart()
        last = max(suspect.index for suspect in suspects)
        return _in_order(self._judge(play(self._scenarios[: last + 1], self._app)), rule)

    def _judge(self, played: list[Played]) -> list[Suspect]:
        return [
            Suspect(index, finding, one)
            for index, one in enumerate(played)
            for finding in self._findings(one.scenario, one.answers)
        ]


def _creates_for(played: Played, case: Case) -> bool:
    """Tell whether `played` is one successful POST to the collection that holds the case's path."""
    steps, answers = played.scenario.steps, played.answers
    if len(steps) != 1 or len(answers) != 1 or steps[0].request.method != "POST":
        return False
    status = answers[0].response.status or 0
    collection = steps[0].operation.partition(" ")[2].rstrip("/")
    return 200 <= status < 300 and case.operation.partition(" ")[2].startswith(f"{collection}/{{")


def _in_order(suspects: Sequence[Suspect], rule: Rule) -> list[Suspect]:
    """Return the suspects of a rule: single requests before flows, small before large."""
    return sorted((s for s in suspects if s.finding.rule == rule), key=_weight)


def _weight(suspect: Suspect) -> tuple[bool, bool, int, int]:
    # 400 may be a business rule that depends on state; 422 hardly ever is.
    business = suspect.answer.response.status == 400
    return bool(suspect.played.scenario.flow), business, suspect.case.size, suspect.index


def _varied(suspects: list[Suspect]) -> list[Suspect]:
    """Return the suspects with the first of each operation in front."""
    seen: set[str] = set()
    first: list[Suspect] = []
    rest: list[Suspect] = []
    for suspect in suspects:
        (rest if suspect.case.operation in seen else first).append(suspect)
        seen.add(suspect.case.operation)
    return first + rest


def _unstable(suspect: Suspect) -> Unstable:
    words = wording(suspect.finding, suspect.case, suspect.answer)
    return Unstable(
        f"It happened once and did not happen again on a fresh app. {words.message}",
        expected=words.expected,
        received=words.received,
    )
