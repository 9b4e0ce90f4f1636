"""What is said of checked lessons, in plain words: the same on the terminal and in HTML."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.matrix import LessonCheck, MutationScore, Survivor, Trial, TrialKind, Verdict
from grader.reporting.messages import Fact
from grader.reporting.visible import one_line
from grader.reporting.wording import count

GROUPS = {
    "Solution": {TrialKind.SOLUTION},
    "Alternatives": {TrialKind.ALTERNATIVE},
    "Starter": {TrialKind.STARTER},
    "Mutants": {TrialKind.MUTANT, TrialKind.VARIANT},
}

SIGNS = {
    Verdict.PASSED: "·",
    Verdict.KILLED: "✗",
    Verdict.BLOCKED: "⊘",
    Verdict.SURVIVED: "!",
    Verdict.UNDECLARED: "‼",
    Verdict.ERROR: "?",
}

MEANINGS = {
    Verdict.PASSED: "passed",
    Verdict.KILLED: "failed",
    Verdict.BLOCKED: "blocked",
    Verdict.SURVIVED: "survived",
    Verdict.UNDECLARED: "not declared",
    Verdict.ERROR: "error",
}

NO_START = "does not start"


class Row(NamedTuple):
    """A trial in the matrix; `label` is its name, or `#2` for a variant below its mutant."""

    label: str
    trial: Trial


def groups(check: LessonCheck) -> Iterator[tuple[str, list[Row]]]:
    """Yield the trials by kind, those that there are."""
    for title, kinds in GROUPS.items():
        rows: list[Row] = []
        for trial in check.trials:
            if trial.kind in kinds:
                mutant, _, number = trial.name.partition("#")
                below = bool(number) and bool(rows) and rows[-1].trial.name.partition("#")[0] == mutant
                rows.append(Row(f"  #{number}" if below else one_line(trial.name), trial))
        if rows:
            yield title, rows


def remark(trial: Trial) -> str:
    """Say what the verdicts of a trial do not."""
    return "flaky" if trial.flaky else ""


def state(check: LessonCheck) -> str:
    """Return `holds`, or the number of problems."""
    return "holds" if check.holds else count(len(check.problems), "problem")


def yields(check: LessonCheck) -> list[Fact]:
    """Return what the corpus and the generated mutants show of the rubric, labelled."""
    return [
        ("Corpus", _corpus(check)),
        ("Generated", [] if check.mutation is None else [_mutation(check.mutation)]),
    ]


def circumstances(check: LessonCheck) -> list[Fact]:
    """Return how the lesson was checked, labelled."""
    return [
        ("Repeated", _flakes(check)),
        ("Notes", [one_line(note) for note in check.notes]),
        ("Time", [", ".join(f"{name} {seconds:.1f} s" for name, seconds in check.durations.items())]),
    ]


def _corpus(check: LessonCheck) -> list[str]:
    corpus = check.corpus
    if corpus is None:
        return []
    size = f"{count(corpus.scenarios, 'scenario')}, {count(corpus.requests, 'request')}"
    return [f"{size}, finds {corpus.found} of {count(corpus.mistakes, 'mistake')}"]


def _flakes(check: LessonCheck) -> list[str]:
    if check.repeats <= 1:
        return []
    return [f"flake rate {percent(check.flake_rate)} over {check.repeats} runs each"]


def _mutation(score: MutationScore) -> str:
    told = [
        f"{score.killed} of {score.generated} killed",
        count(score.holes, "hole"),
        f"{len(accepted(score))} accepted",
        f"{len(equivalent(score))} equivalent by {count(score.probes, 'probe')}",
    ]
    return f"mutation score {percent(score.score)}: {', '.join(told)}"


def holes(score: MutationScore) -> tuple[Survivor, ...]:
    """Return the survivors that behave otherwise than the reference, and should not live."""
    return tuple(s for s in score.survivors if s.difference and not s.accepted)


def accepted(score: MutationScore) -> tuple[Survivor, ...]:
    """Return the survivors that the lesson accepts."""
    return tuple(s for s in score.survivors if s.accepted)


def equivalent(score: MutationScore) -> tuple[Survivor, ...]:
    """Return the survivors that no probe tells from the reference solution."""
    return tuple(s for s in score.survivors if not s.difference and not s.accepted)


def summary(checks: Sequence[LessonCheck]) -> str:
    """Say in one line whether all lessons hold, or which do not."""
    wrong = [one_line(check.lesson) for check in checks if not check.holds]
    if not wrong:
        return f"{count(len(checks), 'lesson holds', 'lessons hold')}."
    have = "has" if len(wrong) == 1 else "have"
    return f"{len(wrong)} of {count(len(checks), 'lesson')} {have} problems: {', '.join(wrong)}."


def percent(share: float) -> str:
    """Return `99.7%`; only the whole is 100%."""
    return f"{math.floor(share * 1000 + 1e-6) / 10:g}%"
