"""The ways to import a file, in the order in which they are tried.

The rules and their order come from 58 public learner repositories: most load as fastapi-cli
does it, a few only from the file's own folder or from the project's root, one needs all at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from grader.discovery.location import AppLocation, ImportPlan
from grader.discovery.sources import Sources

_PARENTS = 2
"""How many folders between the root and the file's own are tried, nearest first."""


def import_plans(
    root: Path, location: AppLocation, first: ImportPlan | None = None
) -> tuple[ImportPlan, ...]:
    """Return the plans for a file, without duplicates; `first` (an entrypoint) goes ahead of them.

    It is empty when no plan can name the file: a dot within a file's name means a package to Python.
    """
    file = PurePosixPath(location.file)
    plans = [first] if first else []
    plans += [_plan(root, file, top, rule) for rule, top in _rules(root, file)]
    plans.append(_all(plans))
    kept: dict[tuple[str, tuple[str, ...]], ImportPlan] = {}
    for plan in plans:
        if plan.module and "" not in plan.module.split("."):
            kept.setdefault((plan.module, plan.paths), plan)
    return tuple(kept.values())


def _rules(root: Path, file: PurePosixPath) -> Iterator[tuple[str, PurePosixPath]]:
    """Yield each rule with the folder that it puts on the path."""
    yield "fastapi-cli", _cli_root(root, file)
    yield "file-folder", file.parent
    yield "project-root", PurePosixPath()
    between = [folder for folder in file.parents if folder not in (file.parent, PurePosixPath())]
    yield from (("parent-folder", folder) for folder in between[:_PARENTS])
    # `cd ..; uvicorn myapp.main:app` needs no __init__.py, only imports that start with the folder's name.
    name = re.escape(root.name.encode())
    if Sources(root).mentions(str(file), rb"(?m)^\s*(from|import)\s+" + name + rb"\b"):
        yield "parent-folder", PurePosixPath("..")


def _cli_root(root: Path, file: PurePosixPath) -> PurePosixPath:
    """Climb while there is an `__init__.py`, as `fastapi_cli.discover.get_module_data_from_path` does."""
    folder = file.parent
    while (root / folder / "__init__.py").is_file():
        if folder == PurePosixPath():
            return PurePosixPath("..")
        folder = folder.parent
    return folder


def _plan(root: Path, file: PurePosixPath, top: PurePosixPath, rule: str) -> ImportPlan:
    """Name the file from the folder `top`; an unnameable one gives an empty module."""
    outside = top == PurePosixPath("..")
    parts = (root.name, *file.parts) if outside else file.relative_to(top).parts
    stem = parts[-1].removesuffix(".py")
    names = parts[:-1] if stem == "__init__" else (*parts[:-1], stem)
    module = "" if any("." in name for name in names) else ".".join(names)
    return ImportPlan(module, (str(top),), rule)


def _all(plans: list[ImportPlan]) -> ImportPlan:
    """Put every folder on the path, under the longest name that a package's root or the project's gives."""
    named = [plan for plan in plans if plan.module and plan.root_rule in {"fastapi-cli", "project-root"}]
    chosen = next((plan for plan in named if "." in plan.module), plans[0])
    others = [path for plan in plans for path in plan.paths if path not in chosen.paths]
    return ImportPlan(chosen.module, (*chosen.paths, *dict.fromkeys(others)), "all")
