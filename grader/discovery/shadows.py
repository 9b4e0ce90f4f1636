"""Finds files of the submission that hide a library of the same name."""

from __future__ import annotations

import sys
from pathlib import Path

from grader.discovery.location import ImportPlan
from grader.snapshot import is_ignored

# fmt: off
_LIBRARIES = frozenset([
    "fastapi", "starlette", "pydantic", "pydantic_core", "pydantic_settings", "uvicorn", "anyio",
    "sniffio", "h11", "httpx", "httpcore", "httptools", "click", "idna", "certifi", "jinja2",
    "markupsafe", "email_validator", "typing_extensions", "typing_inspection", "annotated_types",
    "annotated_doc", "python_multipart", "multipart", "dotenv", "yaml", "watchfiles", "websockets",
    "uvloop", "orjson", "sqlalchemy", "sqlmodel", "passlib", "jose", "jwt", "requests", "dns",
    "itsdangerous", "rich", "typer",
])
# fmt: on


def shadows(root: Path, plan: ImportPlan) -> tuple[str, ...]:
    """Return what hides a library on the plan's paths, relative to the root: `json.py`, `app/email`."""
    found: list[str] = []
    names = sys.stdlib_module_names | _LIBRARIES
    for path in plan.paths:
        folder = root / path
        for entry in sorted(folder.iterdir()) if folder.is_dir() and path != ".." else ():
            name = entry.name.removesuffix(".py")
            is_module = entry.is_file() and entry.suffix == ".py"
            # A folder without __init__.py never wins over an installed module.
            is_package = (entry / "__init__.py").is_file() and not is_ignored([entry.name])
            if name in names and (is_module or is_package):
                found.append(entry.relative_to(root).as_posix())
    return tuple(found)
