"""Statements that change something: the store, or the response."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from grader.mutation.nodes import last_name, statement_call, text
from grader.mutation.protocol import GONE, Change, Operator, Source, dropped

_CHANGING = {
    *("append", "extend", "insert", "add", "update", "setdefault", "discard"),
    *("pop", "remove", "clear", "popitem", "commit", "delete", "refresh", "write"),
}


def _drop_state_change(line: cst.SimpleStatementLine, source: Source) -> Iterator[Change]:
    if _changes_state(line) and not _changed_of_response(line):
        yield from _dropped(line, source)


def _drop_status_assignment(line: cst.SimpleStatementLine, source: Source) -> Iterator[Change]:
    if _changed_of_response(line) == "status_code":
        yield from _dropped(line, source)


def _drop_header_assignment(line: cst.SimpleStatementLine, source: Source) -> Iterator[Change]:
    if _changed_of_response(line) == "headers":
        yield from _dropped(line, source)


def _dropped(line: cst.SimpleStatementLine, source: Source) -> Iterator[Change]:
    if source.function(line):
        yield dropped(line, line, GONE, _subject(line))


def _subject(line: cst.SimpleStatementLine) -> str:
    """Return what is changed, without the new value."""
    match line.body:
        case [cst.Assign(targets=[cst.AssignTarget(target=target)])] | [cst.AugAssign(target=target)]:
            return text(target)
        case [cst.Del(target=target)]:
            return text(target)
    call = statement_call(line)
    return text(call.func) if call else ""


def _changes_state(line: cst.SimpleStatementLine) -> bool:
    match line.body:
        case [cst.Del() | cst.AugAssign()]:
            return True
        case [cst.Assign(targets=[cst.AssignTarget(target=cst.Subscript() | cst.Attribute())])]:
            return True
    call = statement_call(line)
    return call is not None and isinstance(call.func, cst.Attribute) and last_name(call.func) in _CHANGING


def _changed_of_response(line: cst.SimpleStatementLine) -> str:
    """Return `status_code` or `headers` when the statement sets that of a response."""
    match line.body:
        case [cst.Assign(targets=[cst.AssignTarget(target=target)])]:
            holder = target.value if isinstance(target, cst.Subscript) else target
            name = last_name(holder) if isinstance(holder, cst.Attribute) else ""
            return name if name in {"status_code", "headers"} else ""
    return ""


OPERATORS = (
    Operator("drop-state-change", cst.SimpleStatementLine, _drop_state_change),
    Operator("drop-status-assignment", cst.SimpleStatementLine, _drop_status_assignment),
    Operator("drop-header-assignment", cst.SimpleStatementLine, _drop_header_assignment),
)
