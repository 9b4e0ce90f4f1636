"""Writes `lesson.toml`: pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.drafting.tomltext import prose, string, strings
from grader.lesson import Criterion, Mutant


def lesson_toml(title: str, criteria: Sequence[Criterion], mutants: Sequence[Mutant]) -> str:
    """Return the text of a lesson's `lesson.toml`."""
    head = f"title = {string(title)}\n"
    return "\n".join([head, *map(_criterion, criteria), *map(_mutant, mutants)])


def _criterion(criterion: Criterion) -> str:
    return "[[criteria]]\n" + "".join(f"{line}\n" for line in _criterion_lines(criterion))


def _criterion_lines(criterion: Criterion) -> Iterator[str]:
    yield f"id = {string(criterion.id)}"
    yield f"title = {string(criterion.title)}"
    yield f"points = {criterion.points}"
    yield f"hint = {prose(criterion.hint, 7)}"
    if criterion.requires:
        yield f"requires = {strings(criterion.requires)}"
    if criterion.contract:
        yield f"contract = {{ aspects = {strings(criterion.contract.aspects)} }}"
    if criterion.fuzz:
        yield f"fuzz = {strings(criterion.fuzz)}"


def _mutant(mutant: Mutant) -> str:
    return "[[mutants]]\n" + "".join(f"{line}\n" for line in _mutant_lines(mutant))


def _mutant_lines(mutant: Mutant) -> Iterator[str]:
    yield f"id = {string(mutant.id)}"
    yield f"misconception = {prose(mutant.misconception, 16)}"
    if mutant.file != "main.py":
        yield f"file = {string(mutant.file)}"
    yield f"replace = {string(mutant.replace)}"
    yield f"with = {string(mutant.with_)}"
    yield f"kills = {strings(mutant.kills)}"
    if mutant.because:
        yield f"because = {prose(mutant.because, 10)}"
