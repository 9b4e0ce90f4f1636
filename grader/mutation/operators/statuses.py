"""Status codes: another one, as a plain number or in place of a named constant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

import libcst as cst

from grader.mutation.nodes import argument, last_name
from grader.mutation.protocol import Change, Operator, Source, became
from grader.mutation.vocabulary import ROUTE_CALLS

_OTHER = {
    200: 201,
    201: 200,
    202: 200,
    204: 200,
    206: 200,
    301: 302,
    302: 307,
    303: 307,
    307: 302,
    308: 301,
    304: 200,
    400: 422,
    401: 403,
    402: 400,
    403: 401,
    404: 400,
    405: 404,
    406: 400,
    408: 400,
    409: 400,
    410: 404,
    411: 400,
    412: 400,
    413: 400,
    415: 400,
    418: 400,
    422: 400,
    423: 409,
    428: 400,
    429: 503,
    500: 400,
    501: 500,
    502: 500,
    503: 500,
    504: 500,
}


def status_of(node: cst.CSTNode) -> int | None:
    """Return the status that `404`, `status.HTTP_404_NOT_FOUND` or `HTTPStatus.NOT_FOUND` stands for."""
    if isinstance(node, cst.Integer):
        return node.evaluated_value
    name = last_name(node) if isinstance(node, cst.Name | cst.Attribute) else ""
    if found := re.match(r"HTTP_(\d{3})_", name):
        return int(found[1])
    is_enum = isinstance(node, cst.Attribute) and last_name(node.value) == "HTTPStatus"
    return HTTPStatus[name].value if is_enum and name in HTTPStatus.__members__ else None


def is_status(node: cst.CSTNode, source: Source) -> bool:
    """Tell whether `node` stands where a status code is given."""
    above = source.parent(node)
    if isinstance(above, cst.Assign):
        return above.value is node and last_name(above.targets[0].target) == "status_code"
    if not isinstance(above, cst.Arg):
        return False
    if above.keyword:
        return above.keyword.value == "status_code"
    call = source.parent(above)
    is_error = isinstance(call, cst.Call) and last_name(call.func) == "HTTPException"
    return isinstance(call, cst.Call) and is_error and argument(call, 0, "status_code") is above


def _change_status(node: cst.BaseExpression, source: Source) -> Iterator[Change]:
    number = status_of(node)
    other = _OTHER.get(number or 0)
    if number is None or other is None or not is_status(node, source):
        return
    # 200 in a decorator is the same as no status at all: see drop-status-code.
    if not (other == 200 and _in_decorator(node, source)):
        yield became(node, cst.Integer(str(other)), str(number))


def _in_decorator(node: cst.CSTNode, source: Source) -> bool:
    above = source.parent(node)
    call = source.parent(above) if above else None
    return isinstance(call, cst.Call) and last_name(call.func) in ROUTE_CALLS


OPERATORS = tuple(
    Operator("change-status", kind, _change_status) for kind in (cst.Integer, cst.Attribute, cst.Name)
)
