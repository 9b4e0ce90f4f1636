"""Brings what was found together with the roster: students, ids, who is absent, what stays open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.intake.found import Found, clean
from grader.intake.register import Register
from grader.intake.roster import Roster
from grader.intake.shelf import stem
from grader.intake.slug import slug, unique
from grader.intake.values import Handin, Intake, Student, Unmatched

_SHOWN = 5
AGAIN = "handed in more than once, and nothing tells which is the newest"


def join(found: Sequence[Found], unmatched: Iterable[Unmatched], roster: Roster | None) -> Intake:
    """Return the intake of a class."""
    open_ends = list(unmatched)
    if roster is not None:
        found = _with_students(found, roster, open_ends)
    kept = _newest(found, open_ends)
    present = {student.id for one in found for student in one.people if student.enrolled}
    students = roster.students if roster is not None else ()
    return Intake(
        handins=tuple(sorted(_handins(kept), key=lambda handin: handin.id)),
        absent=tuple(student for student in students if student.id not in present),
        unmatched=tuple(open_ends),
    )


def _with_students(found: Iterable[Found], roster: Roster, open_ends: list[Unmatched]) -> list[Found]:
    register = Register(roster.students)
    result = []
    for one in found:
        people = tuple(dict.fromkeys(_matched(person, one, register, open_ends) for person in one.people))
        times = [roster.submitted[student.id] for student in people if student.id in roster.submitted]
        result.append(replace(one, people=people, submitted=max(times) if times else one.submitted))
    return result


def _matched(person: Student, one: Found, register: Register, open_ends: list[Unmatched]) -> Student:
    candidates = register.candidates(person)
    if not candidates and one.origin == "github":  # what was taken for an assignment may be part of the name
        candidates = register.candidates(Student(id=stem(one.folder)))
    if len(candidates) == 1:
        return _merged(candidates[0], person)
    who = clean(person.label)
    if candidates:
        names = ", ".join(f"{student.label} ({student.id})" for student in candidates[:_SHOWN])
        more = f" and {len(candidates) - _SHOWN} more" if len(candidates) > _SHOWN else ""
        why = f"'{who}' may be any of several students of the roster: {names}{more}"
    else:
        why = f"'{who}' is not on the roster"
    open_ends.append(Unmatched(what=clean(one.where), why=why))
    return person


def _merged(student: Student, person: Student) -> Student:
    """Return the roster's student with what only the source knows."""
    keys = (*student.keys, *(key for key in person.keys if key != student.id))
    return student.model_copy(
        update={
            "name": student.name or person.name,
            "email": student.email or person.email,
            "username": student.username or person.username,
            "keys": tuple(dict.fromkeys(keys)),
        }
    )


def _newest(found: Sequence[Found], open_ends: list[Unmatched]) -> list[Found]:
    """Leave out older hand-ins of the same students for the same lesson, where their order is told."""
    again: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, one in enumerate(found):
        for student in one.people:
            again[student.id.casefold(), one.lesson].append(index)
    older: set[int] = set()
    unclear: set[int] = set()
    told: set[tuple[int, ...]] = set()
    for indexes in again.values():
        if len(indexes) > 1 and tuple(indexes) not in told:
            told.add(tuple(indexes))
            outdated = _compared([(index, found[index]) for index in indexes], open_ends)
            older |= outdated
            unclear |= set() if outdated else set(indexes)
    return [
        replace(one, notes=(*one.notes, AGAIN)) if index in unclear else one
        for index, one in enumerate(found)
        if index not in older
    ]


def _compared(several: Sequence[tuple[int, Found]], open_ends: list[Unmatched]) -> set[int]:
    """Return which of a student's hand-ins are older than the newest; none where that cannot be said."""
    who = ", ".join(student.label for student in several[0][1].people)
    newest = _last([one for _, one in several])
    if newest is None:
        for _, one in several:
            others = ", ".join(clean(other.where) for _, other in several if other is not one)
            why = f"{who} handed in more than once, and nothing tells which is the newest: see {others}"
            open_ends.append(Unmatched(what=clean(one.where), why=why))
        return set()
    older = [(index, one) for index, one in several if one is not newest]
    for _, one in older:
        why = f"is older than {clean(newest.where)} of {who}, which is graded instead"
        open_ends.append(Unmatched(what=clean(one.where), why=why))
    return {index for index, _ in older}


def _last(several: Sequence[Found]) -> Found | None:
    """Return the newest, where all are of the same people and a platform's number or times tell the order."""
    if len({frozenset(student.id for student in one.people) for one in several}) > 1:
        return None
    attempts = [one.attempt for one in several]
    if all(attempts) and len(set(attempts)) == len(attempts) and len({one.origin for one in several}) == 1:
        return max(several, key=lambda one: one.attempt)
    times = [one.submitted for one in several]
    if None not in times and len(set(times)) == len(times):
        return max(several, key=lambda one: one.submitted.timestamp() if one.submitted else 0.0)
    return None


def _handins(found: Sequence[Found]) -> list[Handin]:
    ids = unique([(_slug(one), (one.where.partition("/")[2] or one.where, one.where)) for one in found])
    return [
        Handin(
            id=id_,
            students=one.people,
            path=one.path,
            folder=one.folder,
            origin=one.origin,
            lesson=one.lesson,
            submitted=one.submitted,
            late=one.late,
            notes=one.notes,
        )
        for id_, one in zip(ids, found, strict=True)
    ]


def _slug(one: Found) -> str:
    who = one.who or " ".join(student.label for student in one.people) or one.folder
    if not one.lesson:
        return slug(who)
    lesson = slug(one.lesson, 40)
    return f"{slug(who, 79 - len(lesson))}-{lesson}"
