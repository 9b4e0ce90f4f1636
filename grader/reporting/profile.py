"""Where the time of gradings went, as text: pure functions of what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.phases import PHASES, TOTAL
from grader.reporting.terminal import ASCII, UNICODE
from grader.reporting.visible import inert, one_line

HEADING = "Where the time went"
BAR = 20
COUNTED = {"start": "start", "app": "request"}
"""Phases whose number is told, and what is counted."""


@dataclass(frozen=True)
class Profile:
    """Where the time of one grading went."""

    durations: Mapping[str, float]
    """Seconds per phase; `total` is passed over."""
    counts: Mapping[str, int]
    """How often each phase began."""
    slowest: tuple[tuple[str, float], ...] = ()
    """Checks with the seconds of their calls, the slowest first."""


@dataclass(frozen=True)
class BatchProfile:
    """Where the time of the hand-ins that one run of a batch graded went."""

    graded: int
    seconds: float
    """From the first hand-in to the last one."""
    totals: Mapping[str, float]
    """Seconds per phase, summed over the hand-ins; `total` is passed over."""
    medians: Mapping[str, float]
    """Seconds per phase of the hand-in in the middle."""
    idle: float | None = None
    """Share of the workers' time that no grading took, 0 to 1; None when it is not known."""
    slowest: tuple[tuple[str, float], ...] = ()
    """Hand-ins with their seconds, the slowest first."""


def render(profile: Profile, *, unicode: bool = True) -> str:
    """Return a line per phase in the order of `PHASES`: seconds, share, bar, number; then slow checks."""
    seconds = _phases(profile.durations)
    total = sum(seconds.values())
    lines = [f"{HEADING}: {total:.2f} s", ""]
    for phase, took in seconds.items():
        share = took / total if total else 0.0
        bar = _bar(share, unicode=unicode)
        lines.append(f"  {phase:12} {took:8.2f} s {share:5.0%}  {bar:{BAR}}  {_number(phase, profile)}")
    return _text([*lines, *_listed("The slowest checks:", profile.slowest)])


def render_batch(profile: BatchProfile) -> str:
    """Return a line per phase in the order of `PHASES`: sum, share, median; then the slowest hand-ins."""
    if not profile.graded:
        return f"{HEADING}: nothing was graded in this run\n"
    seconds = _phases(profile.totals)
    total = sum(seconds.values())
    rate = profile.graded / profile.seconds * 60 if profile.seconds else 0.0
    hand_ins = _count(profile.graded, "hand-in")
    lines = [f"{HEADING}: {hand_ins} graded in {profile.seconds:.1f} s, {rate:.1f} a minute"]
    if profile.idle is not None:
        lines.append(f"Workers idle: {profile.idle:.0%} of their time")
    lines += ["", f"  {'':12} {'all':>10}  share   median"]
    for phase, took in seconds.items():
        share = took / total if total else 0.0
        lines.append(f"  {phase:12} {took:8.2f} s {share:6.0%} {profile.medians.get(phase, 0.0):6.2f} s")
    return _text([*lines, *_listed("The slowest hand-ins:", profile.slowest)])


def _phases(durations: Mapping[str, float]) -> dict[str, float]:
    unknown = durations.keys() - PHASES.keys() - {TOTAL}
    names = (*PHASES, *sorted(unknown))  # a report of another version may have others
    return {name: durations[name] for name in names if name in durations}


def _bar(share: float, *, unicode: bool) -> str:
    return (UNICODE if unicode else ASCII).full * round(share * BAR)


def _number(phase: str, profile: Profile) -> str:
    number = profile.counts.get(phase, 0)
    return _count(number, COUNTED[phase]) if number and phase in COUNTED else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _listed(title: str, timed: Iterable[tuple[str, float]]) -> Iterator[str]:
    """Yield a heading and a line for each; nothing where there are none."""
    lines = [f"  {seconds:8.2f} s  {one_line(name)}" for name, seconds in timed]
    if lines:
        yield from ("", title, *lines)


def _text(lines: Iterable[str]) -> str:
    return inert("".join(f"{line.rstrip()}\n" for line in lines))
