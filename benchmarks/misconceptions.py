"""How often does a report name the right misconception? `python benchmarks/misconceptions.py [ID...]`.

Three questions to each lesson, all of submissions that the grader has not seen:
- known: a mutant or variant is left out while other forms of the same mistake stay known;
- unknown: all forms of a mistake are left out, so that naming anything at all is wrong;
- two at once: the edits of two mutants in one app, both known.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from grader.errors import GraderError
from grader.grading import grade
from grader.lesson import Lesson, Mutant, list_lessons, specs_folder
from grader.runner import Run
from grader.signatures import Known, Signature, likenesses, signature
from grader.submission import open_submission
from grader.verification.attempts import attempts, write_edit
from grader.verification.trying import in_parallel, try_all
from grader.warm import WarmRunner

PAIRS = 40
"""Of each lesson, chosen at random with a fixed seed."""
JOBS = os.cpu_count() or 1
Form = tuple[str, dict[str, frozenset[str]]]
"""A mutant's id, and the signature of one form of its mistake."""


def main(lesson_ids: Sequence[str]) -> None:
    """Measure, and print a line per lesson and the sums."""
    sums: dict[str, Counter[str]] = {}
    with WarmRunner() as run:
        for lesson in list_lessons(specs_folder()):
            if not lesson_ids or lesson.id in lesson_ids:
                for question, answers in _measure(lesson, run):
                    print(f"{lesson.id:28} {question:12} {_told(answers)}", flush=True)
                    sums.setdefault(question, Counter()).update(answers)
    for question, answers in sums.items():
        print(f"{'all':28} {question:12} {_told(answers)}")
    print(f"{'all':28} {'':12} {_told(sum(sums.values(), Counter()))}")


def _measure(lesson: Lesson, run: Run) -> Iterator[tuple[str, Counter[str]]]:
    tried = try_all(lesson, attempts(lesson), run, repeats=1, jobs=JOBS)
    forms = [
        (one.attempt.mutant.id, signature(one.report))
        for one in tried
        if one.attempt.mutant is not None and one.report is not None
    ]
    texts = {mutant.id: mutant.misconception for mutant in lesson.mutants}
    known, unknown = Counter[str](), Counter[str]()
    for number, (name, found) in enumerate(forms):
        others = forms[:number] + forms[number + 1 :]
        if any(other == name for other, _ in others):
            known[_answer(found, others, texts, {name})] += 1
        strangers = [form for form in forms if form[0] != name]
        unknown[_answer(found, strangers, texts, set())] += 1
    yield "known", known
    yield "unknown", unknown
    yield "two at once", _pairs(lesson, forms, texts, run)


def _answer(found: Signature, forms: Iterable[Form], texts: dict[str, str], right: set[str]) -> str:
    named = {one.mutant for one in likenesses(found, _known(forms), texts)}
    if not named:
        return "none"
    return "right" if named <= right else "wrong"


def _known(forms: Iterable[Form]) -> list[Known]:
    return [Known(name=name, signature=seen) for name, seen in forms]


def _pairs(lesson: Lesson, forms: list[Form], texts: dict[str, str], run: Run) -> Counter[str]:
    pairs = [pair for pair in combinations([m for m in lesson.mutants if m.starts], 2) if _apart(*pair)]
    chosen = random.Random(7).sample(pairs, min(PAIRS, len(pairs)))
    with tempfile.TemporaryDirectory() as scratch:

        def both(pair: tuple[Mutant, Mutant]) -> str:
            folder = Path(scratch, f"{pair[0].id}+{pair[1].id}")
            try:
                for number, mutant in enumerate(pair):
                    _apply(lesson, mutant, folder, fresh=number == 0)
                with open_submission(folder) as submission:
                    found = signature(grade(submission, lesson, run=run))
            except (GraderError, ValueError):
                return "cannot be combined"
            return _answer(found, forms, texts, {mutant.id for mutant in pair})

        return Counter(in_parallel(both, chosen, JOBS))


def _apart(one: Mutant, other: Mutant) -> bool:
    return not (one.folder or other.folder or one.base or other.base) and not set(one.kills) & set(
        other.kills
    )


def _apply(lesson: Lesson, mutant: Mutant, folder: Path, *, fresh: bool) -> None:
    if fresh:
        write_edit(lesson, mutant, folder, mutant.id)
        return
    path = folder / mutant.file
    text = path.read_text(encoding="utf-8")
    if text.count(mutant.replace) != 1:
        raise ValueError(mutant.id)
    path.write_text(text.replace(mutant.replace, mutant.with_), encoding="utf-8")


def _told(answers: Counter[str]) -> str:
    total = sum(answers[name] for name in ("right", "wrong", "none")) or 1
    return "  ".join(
        f"{name} {answers[name]:4} ({answers[name] / total:5.1%})" for name in ("right", "wrong", "none")
    )


if __name__ == "__main__":
    main(sys.argv[1:])
