"""Paths and methods of path operations, and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import libcst as cst

from grader.mutation.nodes import keyword, last_name, renamed, requoted
from grader.mutation.protocol import Change, Operator, Source, became
from grader.mutation.routes import Route, is_parameter, route_of, routes

_SWAPPED = {
    "get": "post",
    "post": "put",
    "put": "patch",
    "patch": "put",
    "delete": "post",
    "head": "get",
    "options": "get",
}


def _repath(node: cst.SimpleString, raw: str) -> Iterator[Change]:
    if raw != node.raw_value:
        yield became(node, requoted(node, raw), node.raw_value)


def _other_segment(raw: str) -> str:
    """Rename the first literal segment."""
    segments = raw.split("/")
    for index, segment in enumerate(segments):
        if segment and "{" not in segment:
            return "/".join([*segments[:index], renamed(segment), *segments[index + 1 :]])
    return raw


def _rename_path(decorator: cst.Decorator, _source: Source) -> Iterator[Change]:
    route = route_of(decorator)
    if route and route.path:
        yield from _repath(route.path, _other_segment(route.path.raw_value))


def _rename_prefix(call: cst.Call, _source: Source) -> Iterator[Change]:
    prefix = keyword(call, "prefix")
    takes_prefix = last_name(call.func) in {"APIRouter", "include_router"}
    if takes_prefix and prefix and isinstance(prefix.value, cst.SimpleString):
        yield from _repath(prefix.value, _other_segment(prefix.value.raw_value))


def _trailing_slash(decorator: cst.Decorator, _source: Source) -> Iterator[Change]:
    route = route_of(decorator)
    if route and route.path and route.path.raw_value.strip("/"):
        raw = route.path.raw_value
        yield from _repath(route.path, raw[:-1] if raw.endswith("/") else f"{raw}/")


def _rename_parameter(decorator: cst.Decorator, _source: Source) -> Iterator[Change]:
    """The path names another parameter than the function."""
    route = route_of(decorator)
    if route and route.path:
        for found in re.finditer(r"\{(\w+)", route.path.raw_value):
            raw = route.path.raw_value
            other = f"{raw[: found.start(1)]}{renamed(found[1])}{raw[found.end(1) :]}"
            yield became(route.path, requoted(route.path, other), found[1])


def _drop_converter(decorator: cst.Decorator, _source: Source) -> Iterator[Change]:
    route = route_of(decorator)
    if route and route.path:
        yield from _repath(route.path, re.sub(r"\{(\w+):path\}", r"{\1}", route.path.raw_value))


def _swap_method(decorator: cst.Decorator, _source: Source) -> Iterator[Change]:
    route = route_of(decorator)
    if route and route.method in _SWAPPED and isinstance(route.call.func, cst.Attribute):
        yield became(route.call.func.attr, cst.Name(_SWAPPED[route.method]))


def _swap_routes(block: cst.Module | cst.IndentedBlock, _source: Source) -> Iterator[Change]:
    """A path with a parameter comes before the literal one that it then hides."""
    functions = [statement for statement in block.body if isinstance(statement, cst.FunctionDef)]
    for first, second in combinations(functions, 2):
        if any(_would_hide(late, early) for late in routes(second) for early in routes(first)):
            names = f"`{first.name.value}` and `{second.name.value}`"
            edits = ((first, second), (second, first))
            yield Change(second.name.value, f"routes {names} swapped", edits)


def _would_hide(late: Route, early: Route) -> bool:
    if (late.router, late.method) != (early.router, early.method) or late.segments == early.segments:
        return False
    if len(late.segments) != len(early.segments):
        return False
    pairs = zip(late.segments, early.segments, strict=True)
    return all(wide == narrow or is_parameter(wide) for wide, narrow in pairs)


OPERATORS = (
    Operator("rename-path", cst.Decorator, _rename_path),
    Operator("rename-path", cst.Call, _rename_prefix),
    Operator("change-trailing-slash", cst.Decorator, _trailing_slash),
    Operator("rename-path-parameter", cst.Decorator, _rename_parameter),
    Operator("drop-path-converter", cst.Decorator, _drop_converter),
    Operator("swap-method", cst.Decorator, _swap_method),
    Operator("swap-routes", cst.Module, _swap_routes),
    Operator("swap-routes", cst.IndentedBlock, _swap_routes),
)
