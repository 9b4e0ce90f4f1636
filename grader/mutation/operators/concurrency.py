"""`async` and `await`: too little or too much of them, and tasks that are not in the background."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from grader.mutation.nodes import last_name, statement_call, text
from grader.mutation.protocol import Change, Operator, Source, became
from grader.mutation.routes import is_endpoint

_TIME = cst.SimpleStatementLine([cst.Import([cst.ImportAlias(cst.Name("time"))])])


def _drop_await(node: cst.Await, _source: Source) -> Iterator[Change]:
    yield became(node, node.expression, text(node.expression))


def _blocking_sleep(line: cst.SimpleStatementLine, _source: Source) -> Iterator[Change]:
    call = statement_call(line)
    if call is None or text(call.func) not in {"asyncio.sleep", "anyio.sleep"}:
        return
    sleep = call.with_changes(func=cst.Attribute(cst.Name("time"), cst.Name("sleep")))
    blocking = line.with_changes(body=[cst.Expr(sleep)], leading_lines=())
    # The import stands beside the call, so that the change is one block of lines.
    lines = cst.FlattenSentinel([_TIME.with_changes(leading_lines=line.leading_lines), blocking])
    yield Change("", f"`{text(line)}` became `{text(sleep)}`", ((line, lines),))


def _make_async(node: cst.FunctionDef, source: Source) -> Iterator[Change]:
    """A function that ran in a thread of its own now runs in the event loop."""
    if node.asynchronous is None and is_endpoint(node, source):
        edits = ((node, node.with_changes(asynchronous=cst.Asynchronous())),)
        yield Change("", "`def` became `async def`", edits, node.name)


def _make_plain(node: cst.FunctionDef, source: Source) -> Iterator[Change]:
    """Only where no `await` keeps it from compiling."""
    if node.asynchronous and is_endpoint(node, source):
        edits = ((node, node.with_changes(asynchronous=None)),)
        yield Change("", "`async def` became `def`", edits, node.name)


def _call_directly(line: cst.SimpleStatementLine, source: Source) -> Iterator[Change]:
    call = statement_call(line)
    if call is None or last_name(call.func) != "add_task" or not call.args:
        return
    task = call.args[0].value
    direct: cst.BaseExpression = call.with_changes(func=task, args=call.args[1:])
    if last_name(task) in source.facts.coroutines:
        direct = cst.Await(direct)
    yield became(call, direct, text(task))


OPERATORS = (
    Operator("drop-await", cst.Await, _drop_await),
    Operator("blocking-sleep", cst.SimpleStatementLine, _blocking_sleep),
    Operator("make-async", cst.FunctionDef, _make_async),
    Operator("make-plain", cst.FunctionDef, _make_plain),
    Operator("call-task-directly", cst.SimpleStatementLine, _call_directly),
)
