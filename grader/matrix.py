"""What checking a lesson yields: its trials, criterion by criterion, and the author's problems."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field, computed_field

from grader.results import CheckResult, NonNegative, Outcome, Result


class TrialKind(StrEnum):
    """What was tried."""

    SOLUTION = "solution"
    ALTERNATIVE = "alternative"
    STARTER = "starter"
    MUTANT = "mutant"
    VARIANT = "variant"
    """The mistake of a mutant, made in another way."""


class Verdict(StrEnum):
    """How one criterion ended for one trial, beside what was declared."""

    PASSED = "passed"
    KILLED = "killed"
    """It failed, as the lesson declares."""
    BLOCKED = "blocked"
    SURVIVED = "survived"
    """It did not fail, though the lesson declares that it does."""
    UNDECLARED = "undeclared"
    """It failed, though the lesson does not declare it."""
    ERROR = "error"


class Problem(Result):
    """Something that the lesson's author must mend."""

    place: str
    """File and line, relative to the folder of lessons, for example `q08-status-codes/lesson.toml:34`."""
    message: str
    mend: str = ""
    evidence: tuple[CheckResult, ...] = ()
    """The checks that show why, with their exchanges."""


class Trial(Result):
    """One submission against the rubric."""

    kind: TrialKind
    name: str
    """A mutant's id, with `#2`, `#3` ... for its variants; a folder's name for a solution."""
    verdicts: dict[str, Verdict]
    """By criterion, in rubric order."""
    score: NonNegative = 0
    starts: bool = True
    starts_as_declared: bool = True
    by_corpus: bool = False
    """Whether the recorded fuzz cases found the mistake."""
    flaky: bool = False
    """Whether it was judged differently when it was repeated."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def as_declared(self) -> bool:
        """Whether nothing happened that the lesson does not declare."""
        wrong = {Verdict.SURVIVED, Verdict.UNDECLARED, Verdict.ERROR}
        return self.starts_as_declared and not wrong & set(self.verdicts.values())


class CorpusState(Result):
    """The recorded fuzz cases of a lesson."""

    scenarios: NonNegative
    requests: NonNegative
    mistakes: NonNegative
    """Mutants and variants that start."""
    found: NonNegative
    """Those of them that the corpus found: its yield."""


class Survivor(Result):
    """A generated mutant that no criterion killed."""

    id: str
    place: str
    description: str
    difference: str = ""
    """What the mutant answers otherwise than the reference solution; "" when no probe showed any."""
    accepted: str = ""
    """Why the lesson says that it may live."""


class MutationScore(Result):
    """How many generated mutants the rubric kills."""

    generated: NonNegative
    """So many were tried."""
    left_out: NonNegative = 0
    """So many were not, to save time."""
    killed: NonNegative
    survivors: tuple[Survivor, ...] = ()
    probes: NonNegative = 0
    """Requests by which survivors were compared with the reference solution."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def equivalent(self) -> int:
        """Survivors that behave like the reference solution."""
        return sum(not s.difference and not s.accepted for s in self.survivors)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def accepted(self) -> int:
        """Survivors that the lesson accepts."""
        return sum(bool(s.accepted) for s in self.survivors)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def holes(self) -> int:
        """Survivors that behave otherwise and that the lesson does not accept."""
        return len(self.survivors) - self.equivalent - self.accepted

    @computed_field  # type: ignore[prop-decorator]
    @property
    def score(self) -> float:
        """Killed of those that are neither equivalent nor accepted, 0 to 1; 1 when there is none."""
        total = self.killed + self.holes
        return round(self.killed / total, 4) if total else 1.0


class CriterionHead(Result):
    """A column of the matrix."""

    id: str
    title: str
    points: NonNegative


class LessonCheck(Result):
    """The result of checking one lesson."""

    schema_version: Literal["1"] = "1"
    lesson: str
    title: str = ""
    criteria: tuple[CriterionHead, ...] = ()
    trials: tuple[Trial, ...] = ()
    problems: tuple[Problem, ...] = ()
    corpus: CorpusState | None = None
    mutation: MutationScore | None = None
    repeats: NonNegative = 1
    """How often each trial was run."""
    notes: tuple[str, ...] = ()
    """What was done beside checking, for example a corpus that was recorded anew."""
    durations: dict[str, float] = Field(default_factory=dict)
    """Seconds per phase; the only part that differs between two runs."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def holds(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.problems

    @computed_field  # type: ignore[prop-decorator]
    @property
    def flake_rate(self) -> float:
        """Share of the trials that were judged differently when repeated, 0 to 1."""
        return round(sum(trial.flaky for trial in self.trials) / len(self.trials), 4) if self.trials else 0.0


def verdicts(outcomes: Mapping[str, Outcome], declared: frozenset[str]) -> dict[str, Verdict]:
    """Set each criterion's outcome beside what was `declared` to fail."""
    return {name: _verdict(outcome, name in declared) for name, outcome in outcomes.items()}


def _verdict(outcome: Outcome, declared: bool) -> Verdict:
    if outcome is Outcome.ERROR:
        return Verdict.ERROR
    if outcome is Outcome.FAILED:
        return Verdict.KILLED if declared else Verdict.UNDECLARED
    if declared:
        return Verdict.SURVIVED
    return Verdict.BLOCKED if outcome is Outcome.BLOCKED else Verdict.PASSED
