"""An instructor's decisions on a class: whose they are, and what they change."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from grader.gradebook.cells import GUARD
from grader.intake.values import Handin, Intake, Student
from grader.overrides import Override, decide, faults, is_current
from grader.printable import printable
from grader.results import Report

MANY = 5_000
"""Names among which no similar one is looked for: it would take too long."""


@dataclass(frozen=True)
class Assigned:
    """Decisions by hand-in."""

    by_handin: Mapping[str, tuple[Override, ...]]
    """By the hand-in's id; in the order of the file."""
    problems: tuple[str, ...]
    """Decisions that belong to no single hand-in, in words: file, line, mend."""

    def of(self, handin: Handin) -> tuple[Override, ...]:
        """Return the decisions on one hand-in."""
        return self.by_handin.get(handin.id, ())


@dataclass(frozen=True)
class Applied:
    """What the decisions on one hand-in came to."""

    report: Report | None
    whole: Override | None
    """The decision on the score as a whole, where there is one."""
    problems: tuple[str, ...]
    """Decisions that could not be applied, in words: file, line, mend."""


def assign(overrides: Sequence[Override], intake: Intake, lesson: str = "") -> Assigned:
    """Give each decision to the hand-in that its student names.

    A student is named by any identifier, name, email or username of one who handed it in, or by the hand-in's
    id or folder; case does not matter. What a member of a group is given, the group is given. `lesson` is
    that of the hand-ins whose source does not tell theirs.
    """
    handins = [(one, one.lesson or lesson) for one in intake.handins]
    index: defaultdict[str, dict[str, tuple[Handin, str]]] = defaultdict(dict)
    for handin, about in handins:
        for name in (handin.id, handin.folder, *(n for one in handin.students for n in names_of(one))):
            index[folded(name)][handin.id] = (handin, about)
    absent = {folded(name) for one in intake.absent for name in names_of(one)}
    lessons = {about for _, about in handins}
    here = [one for one in overrides if not one.lesson or lessons & {one.lesson, ""}]
    found: defaultdict[str, list[Override]] = defaultdict(list)
    problems = list(_elsewhere([one for one in overrides if one not in here]))
    for one in here:
        name = folded(one.submission)
        hits = index.get(name) or index.get(name.removeprefix(GUARD), {})
        fitting = [handin for handin, about in hits.values() if not one.lesson or about in {one.lesson, ""}]
        if len(fitting) == 1:
            found[fitting[0].id].append(one)
        else:
            problems.append(_unassigned(one, fitting, absent, index))
    return Assigned({key: tuple(value) for key, value in found.items()}, tuple(problems))


def names_of(student: Student) -> Iterator[str]:
    """Yield everything that names a student, without empty ones."""
    yield from filter(None, (student.id, student.name, student.email, student.username, *student.keys))


def folded(text: str) -> str:
    """Return `text` as names are compared: without case, width and superfluous space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _elsewhere(overrides: Sequence[Override]) -> Iterator[str]:
    lessons: defaultdict[str, list[Override]] = defaultdict(list)
    for one in overrides:
        lessons[one.lesson].append(one)
    for lesson, ones in lessons.items():
        count = "1 decision" if len(ones) == 1 else f"{len(ones)} decisions"
        yield f"{ones[0].place}: {count} on the lesson {printable(lesson)!r}, not handed in here; passed over"


def _unassigned(
    one: Override, fitting: Sequence[Handin], absent: set[str], known: Mapping[str, object]
) -> str:
    who = f"{one.place}: {printable(one.submission)!r}"
    if fitting:
        ids = ", ".join(handin.id for handin in fitting)
        return f"{who} names several hand-ins; write the id of one ({ids}) or its lesson"
    about = f" for {printable(one.lesson)}" if one.lesson else ""
    if folded(one.submission) in absent or folded(one.submission) in known:
        return f"{who} handed in nothing{about}; enter the score in the gradebook itself"
    near = get_close_matches(folded(one.submission), known, n=1) if len(known) < MANY else []
    guess = f"; did you mean {printable(near[0])!r}?" if near else ""
    return f"{who} names no hand-in{guess}; write the student as the gradebook has it"


def apply(report: Report | None, overrides: Sequence[Override]) -> Applied:
    """Apply the decisions that `assign` found for one hand-in; those that cannot be are told, not raised."""
    if report is None:
        return _without_report(overrides)
    own = [one for one in overrides if one.lesson in {"", report.lesson.id}]
    current = [one for one in own if is_current(one, report)]
    wrong = list(faults(report, current))
    bad = [one for one, _ in wrong]
    problems = [f"{one.place}: {fault}" for one, fault in wrong]
    problems += [
        f"{one.place}: made for another version and not applied" for one in own if one not in current
    ]
    good = [one for one in own if one not in bad]
    named = [one.model_copy(update={"submission": report.submission.name}) for one in good]
    whole = next((one for one in good if one in current and not one.criterion), None)
    return Applied(decide(report, named), whole, tuple(problems))


def _without_report(overrides: Sequence[Override]) -> Applied:
    """Take the score as a whole from the decisions; no others can be applied where nothing was graded."""
    wholes = [one for one in overrides if not one.criterion and not one.digest]
    problems = [
        f"{one.place}: there is no report to apply it to; leave criterion and digest empty"
        for one in overrides
        if one not in wholes
    ]
    if len(wholes) > 1:
        problems += [f"{one.place}: the score as a whole: decided twice; remove one" for one in wholes]
    return Applied(None, wholes[0] if len(wholes) == 1 else None, tuple(problems))
