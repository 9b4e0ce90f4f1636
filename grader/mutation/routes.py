"""Path operations: the decorators that make a function one."""

from __future__ import annotations

import re
from dataclasses import dataclass

import libcst as cst

from grader.mutation.nodes import argument, last_name
from grader.mutation.protocol import Source
from grader.mutation.vocabulary import ROUTE_CALLS


@dataclass(frozen=True)
class Route:
    """One decorator like `@router.get("/items/{item_id}")`."""

    call: cst.Call
    router: str
    method: str
    path: cst.SimpleString | None
    """None when it is no plain string."""

    @property
    def segments(self) -> list[str]:
        """The parts of the path between slashes; [] for one that is unknown."""
        return self.path.raw_value.split("/") if self.path else []


def route_of(decorator: cst.Decorator) -> Route | None:
    """Return what a decorator declares; None when it makes no path operation."""
    match decorator.decorator:
        case cst.Call(func=cst.Attribute(value=router, attr=cst.Name(value=method))) as call:
            path = argument(call, 0, "path")
            if method in ROUTE_CALLS and path:
                value = path.value
                plain = value if isinstance(value, cst.SimpleString) else None
                return Route(call, last_name(router), method, plain)
    return None


def routes(function: cst.FunctionDef) -> list[Route]:
    """Return the path operations that `function` serves."""
    return [route for decorator in function.decorators if (route := route_of(decorator))]


def is_endpoint(function: cst.FunctionDef, source: Source) -> bool:
    """Tell whether FastAPI reads the parameters of `function`: a path operation or a dependency."""
    known = source.facts.dependencies
    owner = source.scope(function).rpartition(".")[0]
    is_class = function.name.value in {"__init__", "__call__"} and owner in known
    return bool(routes(function)) or function.name.value in known or is_class


def is_parameter(segment: str) -> bool:
    """Tell whether a segment of a path is all parameter: `{item_id}`."""
    return re.fullmatch(r"\{\w+(:\w+)?\}", segment) is not None
