"""Runs every operator on every node, and renders what they propose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider

from grader.errors import LessonError
from grader.mutation.facts import Facts
from grader.mutation.nodes import is_named, text
from grader.mutation.operators import OPERATORS
from grader.mutation.protocol import Change, Operator, Source

_BY_TYPE = {
    kind: tuple(operator for operator in OPERATORS if operator.node is kind)
    for kind in {operator.node for operator in OPERATORS}
}


@dataclass(frozen=True)
class Raw:
    """A mutant that has no name yet, and may not compile."""

    operator: str
    file: str
    line: int
    scope: str
    subject: str
    description: str
    source: str


def mutate(texts: Mapping[str, str]) -> Iterator[Raw]:
    """Yield what each operator proposes for the files of one solution (path to text).

    Raises:
        LessonError: LibCST cannot parse or hold one of them; the text names it.
    """
    modules = {file: _parse(file, content) for file, content in texts.items()}
    try:
        facts = Facts.of(modules.values())
        for file, module in modules.items():
            yield from _mutate_file(file, module, facts)
    except RecursionError:
        names = ", ".join(texts)
        raise LessonError(f"{names}: nested too deeply; split the longest expression") from None


def _parse(file: str, content: str) -> cst.Module:
    try:
        return cst.parse_module(content)
    except cst.ParserSyntaxError as error:
        raise LessonError(f"{file}: line {error.raw_line}: cannot be parsed: {error.message}") from None
    except cst.CSTValidationError as error:
        raise LessonError(f"{file}: LibCST cannot hold its layout; run a formatter on it: {error}") from None


def _mutate_file(file: str, module: cst.Module, facts: Facts) -> Iterator[Raw]:
    wrapper = MetadataWrapper(module)
    positions = wrapper.resolve(PositionProvider)
    source = Source(wrapper.module, facts, wrapper.resolve(ParentNodeProvider))
    collector = _Collector(source)
    wrapper.module.visit(collector)
    for operator, change in collector.found:
        # What LibCST refuses to build could not be compiled either.
        with suppress(cst.CSTValidationError):
            at = change.at or change.edits[0][0]
            scope = source.scope(at)
            told = f"{scope}: {change.description}" if scope else change.description
            line = positions[at].start.line
            yield Raw(operator, file, line, scope, change.subject, told, _render(source, change))


class _Collector(cst.CSTVisitor):
    """Collects the changes that the operators propose, and passes over what must stay as it is."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[tuple[str, Change]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _must_stay(node):
            return False
        operators: tuple[Operator, ...] = _BY_TYPE.get(type(node), ())
        for operator in operators:
            with suppress(cst.CSTValidationError):
                self.found += [(operator.name, change) for change in operator.propose(node, self.source)]
        return True


def _must_stay(node: cst.CSTNode) -> bool:
    """Tell imports, type aliases, and what does not run in an app."""
    if isinstance(node, cst.Import | cst.ImportFrom | cst.TypeAlias):
        return True
    if isinstance(node, cst.If):
        return "__name__" in text(node.test) or is_named(node.test, "TYPE_CHECKING")
    return False


class _Replacer(cst.CSTTransformer):
    def __init__(self, source: Source, change: Change) -> None:
        self.edits = dict(change.edits)
        # Only the way down to the change is walked: the rest of the tree is shared.
        self.way = {above for old in self.edits for above in source.ancestors(old)}

    def on_visit(self, node: cst.CSTNode) -> bool:
        return node in self.way and node not in self.edits

    def on_leave(  # type: ignore[override]  # an edit may put any node in the place of another
        self, original_node: cst.CSTNode, updated_node: cst.CSTNode
    ) -> object:
        return self.edits.get(original_node, updated_node)


def _render(source: Source, change: Change) -> str:
    changed = source.module.visit(_Replacer(source, change))
    assert isinstance(changed, cst.Module)
    return changed.code
