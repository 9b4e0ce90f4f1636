"""What a cookie is called and holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import libcst as cst

from grader.mutation.nodes import argument, last_name, renamed, requoted, text
from grader.mutation.protocol import Change, Operator, Source, became

_SAMESITE = {"lax": "none", "strict": "lax", "none": "lax"}


def _changing(position: int, name: str) -> Callable[[cst.Call, Source], Iterator[Change]]:
    """Change one argument of `set_cookie`, given by position or keyword."""

    def propose(call: cst.Call, _source: Source) -> Iterator[Change]:
        if last_name(call.func) not in {"set_cookie", "delete_cookie"}:
            return
        arg = argument(call, position, name)
        other = _other(arg.value, name) if arg else None
        if arg and other:
            yield became(arg.value, other, text(arg.value))

    return propose


def _other(value: cst.BaseExpression, name: str) -> cst.BaseExpression | None:
    if isinstance(value, cst.Integer):
        return cst.Integer(str(value.evaluated_value + 1))
    if not isinstance(value, cst.SimpleString):
        return None
    raw = value.raw_value
    if name == "samesite":
        return requoted(value, _SAMESITE[raw.lower()]) if raw.lower() in _SAMESITE else None
    return requoted(value, renamed(raw) if name == "key" else f"{raw}other")


OPERATORS = (
    Operator("change-cookie-key", cst.Call, _changing(0, "key")),
    Operator("change-cookie-value", cst.Call, _changing(1, "value")),
    Operator("change-max-age", cst.Call, _changing(2, "max_age")),
    Operator("change-samesite", cst.Call, _changing(8, "samesite")),
)
