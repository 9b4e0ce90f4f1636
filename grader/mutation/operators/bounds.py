"""Bounds of numbers and lengths: moved by one, or with the other end included."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from grader.mutation.nodes import last_name, text
from grader.mutation.protocol import Change, Operator, Source, became
from grader.mutation.vocabulary import BOUNDED

_LOOSER = {
    "ge": -1,
    "gt": -1,
    "le": 1,
    "lt": 1,
    "min_length": -1,
    "max_length": 1,
    "min_items": -1,
    "max_items": 1,
}
_SWAPPED = {"ge": "gt", "gt": "ge", "le": "lt", "lt": "le"}


def _bound(arg: cst.Arg, source: Source) -> str:
    """Return the name of the bound that an argument sets, or ""."""
    call = source.parent(arg)
    is_declared = isinstance(call, cst.Call) and last_name(call.func) in BOUNDED
    name = arg.keyword.value if arg.keyword else ""
    return name if is_declared and name in _LOOSER else ""


def _number(node: cst.BaseExpression) -> int | None:
    digits = text(node).replace("_", "")
    return int(digits) if digits.removeprefix("-").isdecimal() else None


def _shift(arg: cst.Arg, source: Source, direction: int) -> Iterator[Change]:
    name, old = _bound(arg, source), _number(arg.value)
    if not name or old is None:
        return
    new = old + direction * _LOOSER[name]
    # A length of at least 0 is no bound: see drop-constraint.
    if "_" in name and new <= 0:
        return
    digits = cst.Integer(str(abs(new)))
    value = digits if new >= 0 else cst.UnaryOperation(cst.Minus(), digits)
    yield became(arg, arg.with_changes(value=value), f"{source.holder(arg)} {name}")


def _loosen(arg: cst.Arg, source: Source) -> Iterator[Change]:
    yield from _shift(arg, source, 1)


def _tighten(arg: cst.Arg, source: Source) -> Iterator[Change]:
    """For lengths only: the stricter neighbour of a number is its swapped bound."""
    if "_" in _bound(arg, source):
        yield from _shift(arg, source, -1)


def _swap(arg: cst.Arg, source: Source) -> Iterator[Change]:
    name = _bound(arg, source)
    if name in _SWAPPED:
        other = arg.with_changes(keyword=cst.Name(_SWAPPED[name]))
        yield became(arg, other, f"{source.holder(arg)} {name}")


OPERATORS = (
    Operator("loosen-bound", cst.Arg, _loosen),
    Operator("tighten-bound", cst.Arg, _tighten),
    Operator("swap-bound", cst.Arg, _swap),
)
