"""The signatures of a lesson's mutants: computed from their trials, kept beside the lesson."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.errors import LessonError
from grader.lesson import Lesson
from grader.matrix import Problem
from grader.signatures import Known, read_signatures, signature, write_signatures
from grader.verification.trying import Tried


def signatures_of(lesson: Lesson, tried: Sequence[Tried]) -> tuple[Known, ...]:
    """Return how each mutant and its variants failed."""
    found: dict[str, list[dict[str, frozenset[str]]]] = {mutant.id: [] for mutant in lesson.mutants}
    for one in tried:
        if one.attempt.mutant is not None and one.report is not None:
            seen = signature(one.report)
            if seen and seen not in found[one.attempt.mutant.id]:
                found[one.attempt.mutant.id].append(seen)
    return tuple(Known(mutant=name, signatures=tuple(seen)) for name, seen in found.items() if seen)


def update_signatures(lesson: Lesson, known: Sequence[Known]) -> str:
    """Write `signatures.json`, and say so."""
    lesson.signatures_file.write_text(write_signatures(known), encoding="utf-8", newline="\n")
    return f"signatures.json written: {len(known)} mutants"


def signature_problems(lesson: Lesson, known: Sequence[Known]) -> Iterator[Problem]:
    """Yield why the signatures on file are not current."""
    place, mend = f"{lesson.id}/signatures.json", "write it anew with --update"
    try:
        filed = {one.mutant: one for one in read_signatures(lesson.signatures_file)}
    except LessonError as error:
        yield Problem(place=place, message=str(error).replace(f"{lesson.root.parent}/", ""), mend=mend)
        return
    fresh = {one.mutant: one for one in known}
    changed = [name for name in {**filed, **fresh} if filed.get(name) != fresh.get(name)]
    if changed:
        yield Problem(place=place, message=f"not current for {', '.join(changed)}", mend=mend)


def look_alikes(known: Sequence[Known]) -> Iterator[str]:
    """Yield a note for each set of mutants that fail alike: none of them can ever be named."""
    groups: dict[str, list[str]] = {}
    for one in known:
        groups.setdefault(write_signatures([Known(mutant="", signatures=one.signatures[:1])]), []).append(
            one.mutant
        )
    for names in groups.values():
        if len(names) > 1:
            yield f"{' and '.join(names)} fail alike, so their misconceptions are never named"
