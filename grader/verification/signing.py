"""The signatures of a lesson's mutants: computed from their trials, kept beside the lesson."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.errors import LessonError
from grader.lesson import Lesson
from grader.matrix import Problem
from grader.signatures import Known, read_signatures, signature, tells_the_same, write_signatures
from grader.verification.trying import Tried


def signatures_of(tried: Sequence[Tried]) -> tuple[Known, ...]:
    """Return how each mutant and each variant failed."""
    seen = ((one.attempt, signature(one.report)) for one in tried if one.report is not None)
    return tuple(
        Known(name=attempt.name, signature=found) for attempt, found in seen if attempt.mutant and found
    )


def update_signatures(lesson: Lesson, known: Sequence[Known]) -> str:
    """Write `signatures.json`, and say so."""
    lesson.signatures_file.write_text(write_signatures(known), encoding="utf-8", newline="\n")
    return f"signatures.json written: {len(known)} mutants and variants"


def signature_problems(lesson: Lesson, known: Sequence[Known], tried: Sequence[Tried]) -> Iterator[Problem]:
    """Yield why the signatures on file are not current for what was `tried`."""
    place, mend = f"{lesson.id}/signatures.json", "write it anew with --update"
    try:
        filed = {one.name: one for one in read_signatures(lesson.signatures_file)}
    except LessonError as error:
        yield Problem(place=place, message=str(error).replace(f"{lesson.root.parent}/", ""), mend=mend)
        return
    fresh = {one.name: one for one in known}
    forms = {f"{m.id}#{n}" if n > 1 else m.id for m in lesson.mutants for n in range(1, len(m.variants) + 2)}
    asked = [one.attempt.name for one in tried if one.attempt.mutant is not None and one.report is not None]
    changed = [name for name in asked if not _is_current(filed.get(name), fresh.get(name))]
    changed += [name for name in filed if name not in forms]
    if changed:
        yield Problem(place=place, message=f"not current for {', '.join(changed)}", mend=mend)


def _is_current(filed: Known | None, fresh: Known | None) -> bool:
    if filed is None or fresh is None:
        return filed is fresh
    return tells_the_same(filed.signature, fresh.signature)


def look_alikes(known: Sequence[Known]) -> Iterator[str]:
    """Yield a note for each set of mutants that fail alike: none of them can ever be named."""
    groups: dict[str, list[str]] = {}
    for one in known:
        if one.name == one.mutant:
            groups.setdefault(write_signatures([Known(name="", signature=one.signature)]), []).append(
                one.name
            )
    for names in groups.values():
        if len(names) > 1:
            yield f"{' and '.join(names)} fail alike, so their misconceptions are never named"
