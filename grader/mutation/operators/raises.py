"""Errors that are returned, or not noticed at all."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from grader.mutation.nodes import argument, last_name, text
from grader.mutation.operators.statuses import status_of
from grader.mutation.protocol import GONE, Change, Operator, Source, became


def _error(node: cst.Raise, source: Source) -> cst.Call | None:
    """Return the exception that a `raise` inside a function makes."""
    is_inside = source.function(node) is not None
    return node.exc if is_inside and isinstance(node.exc, cst.Call) else None


def _return_instead(node: cst.Raise, source: Source) -> Iterator[Change]:
    error = _error(node, source)
    if error:
        yield became(node, cst.Return(error), _status(error))


def _return_body(node: cst.Raise, source: Source) -> Iterator[Change]:
    """`return {"detail": ...}`, which is a success."""
    error, body = _error(node, source), _error_body(node, source)
    if error and body:
        yield became(node, cst.Return(body), _status(error))


def _return_tuple(node: cst.Raise, source: Source) -> Iterator[Change]:
    """`return body, 404`, as in Flask."""
    error, body = _error(node, source), _error_body(node, source)
    status = argument(error, 0, "status_code") if error else None
    if error and body and status:
        pair = cst.Tuple([cst.Element(body), cst.Element(status.value)], lpar=(), rpar=())
        yield became(node, cst.Return(pair), _status(error))


def _status(error: cst.Call) -> str:
    """Name an error in an id: by its status, else by its class."""
    status = argument(error, 0, "status_code")
    number = status_of(status.value) if status else None
    return str(number or last_name(error))


def _error_body(node: cst.Raise, source: Source) -> cst.Dict | None:
    error = _error(node, source)
    detail = argument(error, 1, "detail") if error and last_name(error) == "HTTPException" else None
    return cst.Dict([cst.DictElement(cst.SimpleString('"detail"'), detail.value)]) if detail else None


def _drop_guard(node: cst.If, source: Source) -> Iterator[Change]:
    if isinstance(_last_of(node.body), cst.Raise):
        yield from _dropped_if(node, source)


def _drop_branch(node: cst.If, source: Source) -> Iterator[Change]:
    if not isinstance(_last_of(node.body), cst.Raise):
        yield from _dropped_if(node, source)


def _dropped_if(node: cst.If, source: Source) -> Iterator[Change]:
    if node.orelse is None and source.function(node):
        condition = text(node.test)
        edits = ((node, GONE),)
        yield Change(condition, f"`if {condition}` dropped with its body", edits)


def _last_of(body: cst.BaseSuite) -> cst.CSTNode | None:
    match body:
        case cst.IndentedBlock(body=[*_, cst.SimpleStatementLine(body=[last])]):
            return last
        case cst.SimpleStatementSuite(body=[*_, last]):
            return last
    return None


def _drop_translation(node: cst.ExceptHandler, _source: Source) -> Iterator[Change]:
    """The handler lets the exception through instead of raising an HTTP one."""
    last = _last_of(node.body)
    if isinstance(last, cst.Raise) and isinstance(last.exc, cst.Call):
        yield became(last, cst.Raise(), text(node.type) if node.type else "")


OPERATORS = (
    Operator("return-instead-of-raise", cst.Raise, _return_instead),
    Operator("return-error-body", cst.Raise, _return_body),
    Operator("return-status-tuple", cst.Raise, _return_tuple),
    Operator("drop-guard", cst.If, _drop_guard),
    Operator("drop-branch", cst.If, _drop_branch),
    Operator("drop-exception-translation", cst.ExceptHandler, _drop_translation),
)
