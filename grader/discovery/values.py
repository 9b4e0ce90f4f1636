"""What an expression at module level yields, as far as it matters for finding an app."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import replace

from grader.discovery.bindings import Binding, last_part
from grader.discovery.functions import is_factory_name

_UNKNOWN = Binding("other")


class Values:
    """Evaluates the expressions of one module.

    `known` are the module's names (its owner goes on filling it); `member` gives an object of
    another module of the submission.
    """

    def __init__(
        self, file: str, known: dict[str, Binding], member: Callable[[str, str], Binding | None]
    ) -> None:
        """Take the module's file and names."""
        self.file = file
        self.known = known
        self.member = member

    def lookup(self, expression: ast.expr) -> Binding:
        """Return what a plain or dotted name stands for."""
        if isinstance(expression, ast.Name):
            return self.known.get(expression.id, _UNKNOWN)
        if not isinstance(expression, ast.Attribute):
            return _UNKNOWN
        base = self.lookup(expression.value)
        if base.role == "library":
            return Binding("class") if expression.attr == "FastAPI" else base
        found = self.member(base.origin, expression.attr) if base.role == "local" else None
        return _UNKNOWN if found is None else Binding(found.role, found.line, found.origin, imported=True)

    def evaluate(self, value: ast.expr, guess: bool = False) -> Binding:
        """Return what an expression yields; `guess` looks for makers anywhere within it."""
        if isinstance(value, ast.Call):
            made = self._call(value)
        elif isinstance(value, ast.IfExp):
            made = self._first_app([value.body, value.orelse])
        elif isinstance(value, ast.BoolOp):
            made = self._first_app(value.values)
        elif isinstance(value, ast.NamedExpr):
            made = self.evaluate(value.value)
        else:
            made = self.lookup(value)
        if made.role == "other" and guess and self._mentions_maker(value):
            return Binding("holder", value.lineno, self.file)
        return made

    def _call(self, node: ast.Call) -> Binding:
        called, callee = self.lookup(node.func), last_part(node.func)
        here = Binding("other", node.lineno, self.file, callee=callee)
        if called.role == "class":
            return Binding("instance", node.lineno, self.file)
        if called.role == "factory" and is_factory_name(callee):
            return Binding("unknown", node.lineno, self.file)
        if called.role in {"factory", "maker"}:
            return Binding("holder", node.lineno, self.file)
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        inner = next((made for argument in arguments if (made := self.evaluate(argument)).is_app), None)
        if inner is not None:
            return Binding("wrapped", node.lineno, inner.origin, callee=callee)
        plain = isinstance(node.func, ast.Name) and node.func.id in self.known and callee[0].islower()
        if called.role == "other" and (plain or is_factory_name(callee)):
            return replace(here, role="guess")
        return here

    def _first_app(self, values: Iterable[ast.expr]) -> Binding:
        return next((made for value in values if (made := self.evaluate(value)).is_app), _UNKNOWN)

    def _mentions_maker(self, value: ast.expr) -> bool:
        names = (node for node in ast.walk(value) if isinstance(node, ast.Name | ast.Attribute))
        return any(self.lookup(node).role in {"factory", "maker", "holder"} for node in names)
