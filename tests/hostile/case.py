"""A case: a hostile submission with its expected verdict, and its honest twin."""

from __future__ import annotations

import importlib.util
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from grader.results import Outcome, Report, StartFailureKind
from grader.sandbox.settings import Defence

CASES = Path(__file__).parent / "cases"
SOLUTION = Path(__file__).parent / "lesson" / "solution"
BUILD = "build.py"
Side = Literal["hostile", "honest"]


class Expected(BaseModel):
    """The verdict that a case must get."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    score: int | None = None
    failed: tuple[str, ...] = ()
    """Exactly the criteria that fail."""
    blocked: tuple[str, ...] = ()
    """Exactly the criteria that are blocked; all, where the app does not start."""
    start_failure: StartFailureKind | None = None
    refused: str = ""
    """Part of the message with which the command refuses the submission, instead of a score."""
    says: tuple[str, ...] = ()
    """What the JSON report must hold."""
    never: tuple[str, ...] = ()
    """What it must not hold."""
    review: bool | Literal["either"] = False
    """Whether a person must look; either, where that depends on how busy the machine is."""

    def differences(self, report: Report, text: str) -> list[str]:
        """Say where `report`, written as the JSON `text`, is not as expected."""
        known = report.criteria
        ended = {outcome: sorted(c.id for c in known if c.outcome is outcome) for outcome in Outcome}
        blocked = [c.id for c in known] if self.start_failure else self.blocked
        kind = report.start_failure.kind if report.start_failure else None
        pairs = {
            "score": (self.score, report.score),
            "failed": (sorted(self.failed), ended[Outcome.FAILED]),
            "blocked": (sorted(blocked), ended[Outcome.BLOCKED]),
            "errors": ([], ended[Outcome.ERROR]),
            "start failure": (self.start_failure, kind),
            "review": (report.needs_review if self.review == "either" else self.review, report.needs_review),
        }
        wrong = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        told = [f"{name}: {got!r} in place of {wanted!r}" for name, (wanted, got) in wrong.items()]
        told += [f"does not say {words!r}" for words in self.says if words not in text]
        return told + [f"says {words!r}" for words in (*self.never, "breached") if words in text]


FULL_MARKS = Expected(score=100)


class Case(Expected):
    """What `cases/<name>/case.toml` holds."""

    name: str
    about: str = Field(min_length=1)
    """What it tries, and what holds it."""
    harmful: bool = False
    """It may hurt the machine where isolation does not hold: never run without."""
    quick: bool = False
    """Run with the ordinary tests, too."""
    twice: bool = False
    """Graded twice: the second verdict must be the first."""
    deep: bool = False
    """Graded with `--deep`."""
    without: tuple[Defence, ...] = ()
    """The defences of the `import` sandbox without which it does harm."""
    sandboxes: Mapping[str, dict[str, Any]] = Field(default_factory=dict)
    """What is expected otherwise, by sandbox."""

    @model_validator(mode="after")
    def _one_verdict(self) -> Self:
        if (self.score is None) != bool(self.refused):
            raise ValueError("give either `score` or `refused`")
        return self

    def expected(self, sandbox: str) -> Expected:
        """Return the verdict that it must get in `sandbox`."""
        known = {name: getattr(self, name) for name in Expected.model_fields}
        return Expected.model_validate(known | dict(self.sandboxes.get(sandbox, {})))

    def lay_out(self, side: Side, folder: Path, placeholders: Mapping[str, str]) -> Path:
        """Write one side of the case below `folder`, placeholders filled in; return what to grade.

        It is the solution with the case's own files over it, or what the case's `build.py` makes of that.
        """
        target = folder / self.name
        shutil.copytree(SOLUTION, target, ignore=shutil.ignore_patterns("__pycache__"))
        for source in sorted((CASES / self.name / side).rglob("*")):
            if source.is_file():
                written = target / source.relative_to(CASES / self.name / side)
                written.parent.mkdir(parents=True, exist_ok=True)
                written.write_bytes(_filled(source.read_bytes(), placeholders))
        script = CASES / self.name / BUILD
        return self._built(script, side, target, placeholders) if script.exists() else target

    def _built(self, script: Path, side: Side, target: Path, placeholders: Mapping[str, str]) -> Path:
        spec = importlib.util.spec_from_file_location("build", script)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        built: Path = getattr(module, side)(target, placeholders)
        return built


def _filled(source: bytes, placeholders: Mapping[str, str]) -> bytes:
    for name, value in placeholders.items():
        source = source.replace(name.encode(), value.encode())
    return source


def load_case(name: str) -> Case:
    """Read `cases/<name>/case.toml`."""
    data = tomllib.loads((CASES / name / "case.toml").read_text("utf-8"))
    return Case.model_validate({**data, "name": name})


def load_cases() -> tuple[Case, ...]:
    """Read all of them, sorted by name."""
    return tuple(load_case(path.parent.name) for path in sorted(CASES.glob("*/case.toml")))
