"""The return annotation of a path operation, which is its response model."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from grader.mutation.nodes import keyword, text
from grader.mutation.protocol import Change, Operator, Source, dropped
from grader.mutation.routes import routes


def _drop_return_annotation(node: cst.FunctionDef, _source: Source) -> Iterator[Change]:
    served = routes(node)
    returns = node.returns
    if not served or returns is None or any(keyword(route.call, "response_model") for route in served):
        return
    answer = text(returns.annotation)
    # FastAPI makes no model of these.
    if answer not in {"None", "Any"} and not answer.endswith("Response"):
        bare = node.with_changes(returns=None)
        change = dropped(returns.annotation, node, bare)
        yield Change("", f"return annotation {change.description}", change.edits, returns)


OPERATORS = (Operator("drop-response-model", cst.FunctionDef, _drop_return_annotation),)
