"""Finds the file of the submission that an import statement means."""

from __future__ import annotations

from pathlib import PurePosixPath

from grader.discovery.sources import Sources


def resolve_module(sources: Sources, file: str, module: str, level: int = 0) -> str | None:
    """Return the file or folder, relative to the root, of a module imported in `file`.

    `level` counts the dots of a relative import. Absolute names are looked for in every folder
    from the file's own up to the root, and below the root's own name; a library gives None.
    """
    folders = list(PurePosixPath(file).parents)
    parts = module.split(".") if module else []
    if level:
        folders = folders[level - 1 : level]
    elif (
        parts
        and parts[0] == sources.root.name
        and (found := find_module(sources, PurePosixPath(), parts[1:]))
    ):
        return found
    return next((found for folder in folders if (found := find_module(sources, folder, parts))), None)


def submodule(sources: Sources, module: str, name: str) -> str | None:
    """Return the file of `name` within the package at `module` (its `__init__.py` or its folder)."""
    path = PurePosixPath(module)
    if path.suffix == ".py" and path.name != "__init__.py":
        return None
    return find_module(sources, path.parent if path.suffix == ".py" else path, [name])


def find_module(sources: Sources, folder: PurePosixPath, parts: list[str]) -> str | None:
    """Return `parts` below `folder`: a package's `__init__.py`, a module's file, or a plain folder."""
    if not all(part.strip(".") and "/" not in part for part in parts):
        return None
    path = folder.joinpath(*parts)
    files = [path / "__init__.py", *([path.with_name(f"{path.name}.py")] if parts else [])]
    found = next((str(file) for file in files if sources.exists(str(file))), None)
    return str(path) if found is None and parts and sources.is_folder(str(path)) else found
