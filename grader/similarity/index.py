"""All short stretches of code of a class: who has which, and which are anybody's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.intake.values import Handin
from grader.similarity.given import Given
from grader.similarity.work import Run, Source, Work

COMMON_FROM = 8
"""Students from whom on it tells something that more than half of them write the same."""
REPEATED = 20
"""What stands more often than this in one hand-in is a table or a list, and no find."""

Owner = tuple[str, ...]


class Place(NamedTuple):
    """Where a run of a hand-in begins."""

    run: int | None
    """Its number in the class; None where it was given out or is common, and at the end of a file."""
    source: Source
    token: int


@dataclass(frozen=True)
class Entry:
    """A hand-in that is compared."""

    handin: Handin
    places: tuple[Place, ...]
    """In the order of its files."""
    runs: frozenset[int]
    """Numbers of its own runs: what was given out and what is common is not among them."""
    files: Mapping[str, str]
    """Path by digest, of files of its own."""

    def same_students(self, other: Entry) -> bool:
        """Tell whether somebody has a share in both."""
        ours, theirs = ({s.id for s in entry.handin.students} for entry in (self, other))
        return not ours.isdisjoint(theirs)


@dataclass(frozen=True)
class Index:
    """The hand-ins of a class."""

    entries: tuple[Entry, ...]
    holders: Mapping[int, int] = field(repr=False)
    """Number of students or groups by run."""
    common: int
    """Number of runs that more than half of them have."""


def build_index(works: Iterable[tuple[Handin, Work]], given: Given) -> Index:
    """Number all runs, and leave out of each hand-in what is nobody's own."""
    listed = list(works)
    numbers = _numbers(listed, given.runs)
    holders, files = _holders(listed, numbers)
    most = max(len({_owner(handin) for handin, _ in listed}), COMMON_FROM) / 2
    common = frozenset(run for run, count in holders.items() if count > most)
    known = given.digests | {digest for digest, count in files.items() if count > most}
    own = {run: number for run, number in numbers.items() if number not in common}
    entries = tuple(_entry(handin, work, own, known) for handin, work in listed)
    return Index(entries, holders, len(common))


def _numbers(listed: Iterable[tuple[Handin, Work]], given: frozenset[Run]) -> dict[Run, int]:
    numbers: dict[Run, int] = {}
    for _, work in listed:
        for source in work.sources:
            for run in source.runs():
                if run not in given:
                    numbers.setdefault(run, len(numbers))
    return numbers


def _owner(handin: Handin) -> Owner:
    """Hand-ins of the same students count once."""
    return tuple(sorted(student.id for student in handin.students)) or ("", handin.id)


def _holders(
    listed: Iterable[tuple[Handin, Work]], numbers: Mapping[Run, int]
) -> tuple[Counter[int], Counter[str]]:
    """Count the students or groups that have each run, and each file."""
    runs: dict[Owner, set[int]] = {}
    files: dict[Owner, set[str]] = {}
    for handin, work in listed:
        owner = _owner(handin)
        for source in work.sources:
            runs.setdefault(owner, set()).update(numbers[run] for run in source.runs() if run in numbers)
            files.setdefault(owner, set()).add(source.digest)
    return (
        Counter(run for held in runs.values() for run in held),
        Counter(digest for held in files.values() for digest in held),
    )


def _entry(handin: Handin, work: Work, own: Mapping[Run, int], known: frozenset[str]) -> Entry:
    places = [place for source in work.sources for place in _places(source, own)]
    often = Counter(place.run for place in places)
    kept = tuple(place._replace(run=None) if often[place.run] > REPEATED else place for place in places)
    files = {s.digest: s.path for s in work.sources if s.tokens and s.digest not in known}
    return Entry(handin, kept, frozenset(place.run for place in kept if place.run is not None), files)


def _places(source: Source, own: Mapping[Run, int]) -> Iterator[Place]:
    for start, run in enumerate(source.runs()):
        yield Place(own.get(run), source, start)
    yield Place(None, source, 0)
