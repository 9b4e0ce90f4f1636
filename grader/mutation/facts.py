"""What an operator must know of the whole solution: its models, its dependencies, its coroutines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import libcst as cst

from grader.mutation.nodes import argument, last_name

Kind = Literal["model", "enum", "dataclass", "typed-dict"]
_ROOTS: dict[str, Kind] = {
    "BaseModel": "model",
    "SQLModel": "model",
    "RootModel": "model",
    "Enum": "enum",
    "StrEnum": "enum",
    "IntEnum": "enum",
    "TypedDict": "typed-dict",
}
_PATH_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")


@dataclass
class Facts:
    """Names that have a meaning anywhere in the solution."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    """What the classes are."""
    dependencies: set[str] = field(default_factory=set)
    """Functions and classes that are given to `Depends`."""
    coroutines: set[str] = field(default_factory=set)
    """Functions made with `async def`."""
    path_parameters: set[str] = field(default_factory=set)
    """Every `{name}` in any string."""

    @classmethod
    def of(cls, modules: Iterable[cst.Module]) -> Facts:
        """Collect the facts of a solution's modules."""
        facts = cls()
        reader = _Reader(facts)
        for module in modules:
            module.visit(reader)
        facts._classify(reader.bases)
        return facts

    def _classify(self, bases: dict[str, list[str]]) -> None:
        """Spread each class's kind to the classes derived from it."""
        for _ in bases:
            for name, parents in bases.items():
                for parent in parents:
                    kind = _ROOTS.get(parent) or self.kinds.get(parent)
                    if kind and name not in self.kinds:
                        self.kinds[name] = kind


class _Reader(cst.CSTVisitor):
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.bases: dict[str, list[str]] = {}

    def visit_ClassDef(self, node: cst.ClassDef) -> None:  # noqa: N802
        self.bases[node.name.value] = [last_name(base.value) for base in node.bases]
        if any(last_name(decorator) == "dataclass" for decorator in node.decorators):
            self.facts.kinds[node.name.value] = "dataclass"

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:  # noqa: N802
        if node.asynchronous:
            self.facts.coroutines.add(node.name.value)

    def visit_Call(self, node: cst.Call) -> None:  # noqa: N802
        given = argument(node, 0, "dependency")
        if given and last_name(node) in {"Depends", "Security"}:
            self.facts.dependencies.add(last_name(given.value))

    def visit_Param(self, node: cst.Param) -> None:  # noqa: N802
        """`x: Cls = Depends()` and `x: Annotated[Cls, Depends()]`: the class itself is the dependency."""
        match node:
            case cst.Param(
                annotation=cst.Annotation(annotation=cst.Subscript(slice=[first, *rest]) as annotation)
            ) if last_name(annotation) == "Annotated":
                self._note_class(first, rest)
            case cst.Param(annotation=cst.Annotation(annotation=kind), default=cst.Call(args=[]) as default):
                if last_name(default) == "Depends":
                    self.facts.dependencies.add(last_name(kind))

    def _note_class(self, first: cst.SubscriptElement, rest: Iterable[cst.SubscriptElement]) -> None:
        for element in rest:
            match element.slice, first.slice:
                case cst.Index(value=cst.Call(args=[]) as call), cst.Index(value=kind):
                    if last_name(call) == "Depends":
                        self.facts.dependencies.add(last_name(kind))

    def visit_SimpleString(self, node: cst.SimpleString) -> None:  # noqa: N802
        self.facts.path_parameters.update(_PATH_PARAMETER.findall(node.raw_value))
