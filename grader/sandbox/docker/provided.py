"""Which installed packages an image brings along: what `pip install "fastapi[all]"` gives an app."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOTS = ("fastapi[all]", "tzdata")
LEFT_OUT = frozenset({"fastapi-cloud-cli"})
"""Deploys apps: of no use without a network."""

_OF_THIS_MACHINE = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}


def provided_distributions(roots: Iterable[str] = ROOTS) -> dict[str, Distribution]:
    """Return `roots` and all that they need, as far as it is installed here, by canonical name, sorted."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    queue = [Requirement(root) for root in roots]
    while queue:
        wanted = queue.pop()
        name = str(canonicalize_name(wanted.name))
        for extra in ("", *wanted.extras):
            if name in LEFT_OUT or (name, extra) in seen:
                continue
            seen.add((name, extra))
            if one := found.get(name) or _installed(name):
                found[name] = one
                queue += _needs(one, extra)
    return dict(sorted(found.items()))


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # an extra, or meant for another platform
        return None


def _needs(one: Distribution, extra: str) -> list[Requirement]:
    requirements = [Requirement(line) for line in one.requires or ()]
    return [r for r in requirements if r.marker is None or r.marker.evaluate({"extra": extra})]


def package_files(distributions: Iterable[Distribution]) -> Mapping[PurePosixPath, Path]:
    """Return the files of installed packages: the path below site-packages, and where it is now.

    Leaves out scripts, compiled modules and what tells of this machine.
    """
    return {
        PurePosixPath(file): Path(str(file.locate()))
        for one in distributions
        for file in one.files or ()
        if _belongs(PurePosixPath(file))
    }


def _belongs(file: PurePosixPath) -> bool:
    if file.is_absolute() or ".." in file.parts or "__pycache__" in file.parts:
        return False
    of_this_machine = file.parent.suffix == ".dist-info" and file.name in _OF_THIS_MACHINE
    return file.suffix != ".pth" and not of_this_machine
