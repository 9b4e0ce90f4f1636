"""From what a submission asks for to a folder of packages; nothing here runs any code of theirs."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from packaging.utils import canonicalize_name

from grader.requirements import RequirementsLevel
from grader.requirements.cache import cached
from grader.requirements.provided import missing, needs_here, other_versions, provided_here
from grader.requirements.read import Asked, read_requirements
from grader.requirements.tidy import TooLargeError
from grader.requirements.uv import Plan, UnavailableError, UnsolvableError, Uv, find_uv

MAX_SECONDS = 150.0
MAX_NOTES = 20


@dataclass(frozen=True)
class Installed:
    """What a submission finds beside what the grader's interpreter has."""

    folder: Path | None = None
    """Read-only, to be put at the end of `sys.path`; None when nothing had to be installed."""
    notes: tuple[str, ...] = ()
    """What is not as the submission asks, and why: sentences for the student."""


def install_requirements(
    root: Path,
    level: RequirementsLevel,
    allowed: Set[str],
    *,
    app: str = "",
    provided: Mapping[str, str] | None = None,
) -> Installed:
    """Install what the snapshot `root` asks for and the interpreter lacks; it never raises for their sake.

    Args:
        root: the snapshot.
        level: what may be installed.
        allowed: normalised names for the level `allow-list`, see `allowed_names`.
        app: the file that holds the app, relative to `root`: its folder's requirements count first.
        provided: version by normalised name of what the interpreter has; None means this interpreter.
    """
    if level == "none":
        return Installed()
    provided = provided_here() if provided is None else provided
    reading = read_requirements(root, app)
    notes = reading.notes + other_versions(reading.asked, provided)
    lacking = missing(reading.asked, provided, needs_here)
    listed = [one for one in lacking.asked if level == "any-wheel" or one.name in allowed]
    unlisted = [one for one in lacking.asked if one not in listed]
    wanted = (*listed, *lacking.extras)
    pins = tuple(one.pin for one in unlisted if one.pin)
    installing = Installing(wanted, pins, tuple(sorted(provided)))
    folder = installing.run() if wanted else None
    notes += installing.notes + _unlisted(unlisted, folder)
    return Installed(folder, _bounded(notes))


def _unlisted(unlisted: Sequence[Asked], folder: Path | None) -> tuple[str, ...]:
    """Tell what is not on the list, unless a package of the list has brought it along."""
    there = _names_in(folder) if folder is not None else set()
    left = [f"{one.name} ({one.place})" for one in unlisted if one.name not in there]
    more = f" and {len(left) - MAX_NOTES} more" if len(left) > MAX_NOTES else ""
    if not left:
        return ()
    return (f"Not installed, as not on the list of allowed packages: {', '.join(left[:MAX_NOTES])}{more}.",)


def _names_in(folder: Path) -> set[str]:
    return {canonicalize_name(path.name.partition("-")[0]) for path in folder.glob("*.dist-info")}


def _bounded(notes: tuple[str, ...]) -> tuple[str, ...]:
    if len(notes) <= MAX_NOTES:
        return notes
    return (*notes[:MAX_NOTES], f"... and {len(notes) - MAX_NOTES} more notes on the requirements.")


@dataclass
class Installing:
    """One try to install packages; fill it with `run()`."""

    wanted: Sequence[Asked]
    pins: tuple[str, ...]
    """The versions of unlisted packages: they count where a wanted one needs them."""
    provided: tuple[str, ...]
    _of_lines: dict[Asked, str] = field(default_factory=dict)
    _of_all: list[str] = field(default_factory=list)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not installed as asked, in the order of the lines."""
        return (*(self._of_lines[one] for one in self.wanted if one in self._of_lines), *self._of_all)

    def run(self) -> Path | None:
        """Return the folder with the packages, None when none could be installed; `notes` tells the rest."""
        try:
            return self._folder(find_uv(MAX_SECONDS))
        except (UnavailableError, TooLargeError) as error:
            reason = str(error)
        except OSError as error:
            reason = error.strerror or type(error).__name__
        names = ", ".join(one.name for one in self.wanted[:MAX_NOTES])
        self._of_all.append(f"The required packages are not installed ({names}): {reason}.")
        return None

    def _folder(self, uv: Uv) -> Path | None:
        """Install all; where that fails, what can be installed."""
        lines = {one: one.text for one in self.wanted}
        pins = self.pins
        while lines:
            try:
                return self._install(uv, tuple(lines.values()), pins)
            except UnsolvableError as error:
                if self._mended(uv, lines, error):
                    continue
                if not pins:
                    self._of_all.append(f"The required packages cannot be installed together: {error}.")
                    return None
                pins = ()
        return None

    def _mended(self, uv: Uv, lines: dict[Asked, str], error: UnsolvableError) -> bool:
        """Replace or drop the lines that fail by themselves; tell whether there were any."""
        before = dict(lines)
        for one in before:
            if error.is_about(one.name):
                lines[one] = self._alone(uv, one)
                if not lines[one]:
                    del lines[one]
        return lines != before

    def _install(self, uv: Uv, lines: tuple[str, ...], pins: tuple[str, ...]) -> Path:
        plan = Plan(lines, pins, self.provided)
        return cached(plan, lambda work, target: uv.install(plan, work, target))

    def _alone(self, uv: Uv, one: Asked) -> str:
        """Return a line that can be installed for this package; "" after a note when there is none.

        Old versions often have no wheel for a new interpreter: then any version is better than none.
        """
        try:
            self._try(uv, one.text)
        except UnsolvableError as error:
            if error.lacks_wheel and one.requirement.specifier and self._has_any(uv, one):
                self._of_lines[one] = f"{one.place}: another version of `{one.name}` is used: {error}."
                return one.bare
            self._of_lines[one] = f"{one.place}: `{one.text}` is not installed: {error}."
            return ""
        return one.text

    def _has_any(self, uv: Uv, one: Asked) -> bool:
        try:
            self._try(uv, one.bare)
        except UnsolvableError:
            return False
        return True

    def _try(self, uv: Uv, line: str) -> None:
        with tempfile.TemporaryDirectory(prefix="grade-") as work:
            uv.try_out(Plan((line,), (), self.provided), Path(work))
