"""What connects the parts of an app: routers, middleware, handlers, the lifespan."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import libcst as cst

from grader.mutation.nodes import last_name, statement_call, text
from grader.mutation.protocol import GONE, Change, Operator, Replacement, Source, dropped

_STATEMENTS = {
    "drop-include-router": ("include_router",),
    "drop-mount": ("mount",),
    "drop-middleware": ("add_middleware",),
    "drop-exception-handler": ("add_exception_handler",),
    "drop-event-handler": ("add_event_handler",),
    "drop-route": ("add_api_route", "add_route"),
    "drop-background-task": ("add_task",),
    "drop-set-cookie": ("set_cookie", "delete_cookie"),
}
_DECORATORS = {
    "drop-middleware": ("middleware",),
    "drop-exception-handler": ("exception_handler",),
    "drop-event-handler": ("on_event",),
    "drop-caching": ("lru_cache", "cache"),
}


def _dropping_call(*names: str) -> Callable[[cst.SimpleStatementLine, Source], Iterator[Change]]:
    def propose(line: cst.SimpleStatementLine, _source: Source) -> Iterator[Change]:
        call = statement_call(line)
        if call and isinstance(call.func, cst.Attribute) and last_name(call.func) in names:
            subject = text(call.args[0].value) if call.args else ""
            yield dropped(line, line, GONE, subject)

    return propose


def _dropping_decorator(*names: str) -> Callable[[cst.Decorator, Source], Iterator[Change]]:
    def propose(decorator: cst.Decorator, _source: Source) -> Iterator[Change]:
        if last_name(decorator) in names:
            yield dropped(decorator, decorator, GONE)

    return propose


def _drop_cleanup(block: cst.IndentedBlock, _source: Source) -> Iterator[Change]:
    """Drop what comes after the `yield` of a lifespan or a dependency."""
    for index, statement in enumerate(block.body[:-1]):
        if _yields(statement):
            kept = block.with_changes(body=block.body[: index + 1])
            rest = block.body[index + 1]
            yield dropped(rest, block, kept)


def _drop_finally(node: cst.Try, _source: Source) -> Iterator[Change]:
    if node.finalbody and isinstance(node.body, cst.IndentedBlock) and any(map(_yields, node.body.body)):
        bare: Replacement = cst.FlattenSentinel(node.body.body)
        if node.handlers:
            bare = node.with_changes(finalbody=None)
        yield Change("", "`finally` dropped", ((node, bare),), node.finalbody)


def _yields(statement: cst.BaseStatement | cst.BaseSmallStatement) -> bool:
    match statement:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.Yield())]):
            return True
    return False


OPERATORS = (
    *(Operator(name, cst.SimpleStatementLine, _dropping_call(*calls)) for name, calls in _STATEMENTS.items()),
    *(Operator(name, cst.Decorator, _dropping_decorator(*calls)) for name, calls in _DECORATORS.items()),
    Operator("drop-cleanup", cst.IndentedBlock, _drop_cleanup),
    Operator("drop-cleanup", cst.Try, _drop_finally),
)
