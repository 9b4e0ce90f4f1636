"""What a name in a module stands for, as far as it matters for finding an app."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import Literal

Role = Literal[
    "library",  # the module fastapi
    "class",  # FastAPI or a subclass
    "instance",  # FastAPI(...)
    "wrapped",  # an app within another callable
    "unknown",  # an app whose type the text does not tell
    "guess",  # perhaps an app: it comes from code outside the submission
    "factory",  # a function that returns an app and needs no arguments
    "maker",  # any other function or class that makes an app
    "holder",  # a value made by a maker
    "local",  # a module of the submission; `origin` is its file or folder
    "other",
]
APP_ROLES = frozenset(["instance", "wrapped", "unknown"])
PREFERRED = ("app", "api")
"""fastapi-cli takes these names first, in this order."""
APP_NAMES = frozenset([*PREFERRED, "application"])
_ASGI_SUFFIXES = ("Middleware", "ASGIApp")


@dataclass(frozen=True)
class Binding:
    """What a name is bound to."""

    role: Role
    line: int = 0
    origin: str = ""
    """POSIX path of the file in which the object is made; for `local` the module's own."""
    imported: bool = False
    """The module only passes it on."""
    callee: str = ""
    """Last part of the name that was called to make it."""

    @property
    def is_app(self) -> bool:
        """Tell whether it can be served."""
        return self.role in APP_ROLES


def as_value(made: Binding, target: str, annotated: bool) -> Binding:
    """Return what `target = <made>` binds: some values count as an app only under an app's name."""
    role: Role = made.role
    named = target in APP_NAMES or annotated
    if role == "wrapped" and not (named or made.callee.endswith(_ASGI_SUFFIXES)):
        role = "other"  # TestClient(app), Mangum(app), Config(app): not what is served.
    elif (role == "holder" and named) or (role in {"other", "guess"} and annotated):
        role = "unknown"
    return replace(made, role=role)


def best_app(names: dict[str, Binding], imported: bool) -> str | None:
    """Return the name that fastapi-cli would take, or a wrapper of it; None without an app.

    `imported` admits names that the module only imports.
    """
    apps = [name for name, bound in names.items() if bound.is_app and (imported or not bound.imported)]

    def rank(name: str) -> tuple[int, str]:
        if name in PREFERRED:
            return PREFERRED.index(name), name
        return 2 if names[name].role == "wrapped" else 3, name

    return min(apps, key=rank, default=None)


def last_part(expression: ast.expr) -> str:
    """Return the last part of a dotted name, or "" for anything else."""
    if isinstance(expression, ast.Name):
        return expression.id
    return expression.attr if isinstance(expression, ast.Attribute) else ""
