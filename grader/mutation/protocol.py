"""What an operator sees (`Source`), what it proposes (`Change`), and what the table holds (`Operator`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import libcst as cst

from grader.mutation.facts import Facts
from grader.mutation.nodes import text

GONE = cst.RemovalSentinel.REMOVE
"""Takes the place of what is removed; LibCST writes `pass` where a block would be empty."""
Replacement = cst.CSTNode | cst.RemovalSentinel | cst.FlattenSentinel[Any]


@dataclass(frozen=True)
class Change:
    """One mutation: nodes of the tree and what takes their place."""

    subject: str
    """Tells this change from the operator's others in the same function or class; may be empty."""
    description: str
    edits: tuple[tuple[cst.CSTNode, Replacement], ...]
    at: cst.CSTNode | None = None
    """Where the change is seen, when that is not the first replaced node."""


@dataclass(frozen=True)
class Source:
    """One parsed file, with what is known of the whole solution."""

    module: cst.Module
    facts: Facts
    parents: Mapping[cst.CSTNode, cst.CSTNode]

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """Return the node around `node`; None for the module."""
        return self.parents.get(node)

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """Yield the nodes around `node`, the nearest first."""
        above = self.parents.get(node)
        while above is not None:
            yield above
            above = self.parents.get(above)

    def function(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """Return the function whose body (not decorators or parameters) holds `node`."""
        inner = node
        for above in self.ancestors(node):
            if isinstance(above, cst.FunctionDef) and above.body is inner:
                return above
            inner = above
        return None

    def scope(self, node: cst.CSTNode) -> str:
        """Return the name of the function or class around `node`, or its own; `Class.method` for a method."""
        around = [node, *self.ancestors(node)]
        named = [above for above in around if isinstance(above, cst.FunctionDef | cst.ClassDef)]
        owners = [above.name.value for above in named[1:2] if isinstance(above, cst.ClassDef)]
        return ".".join(owners + [above.name.value for above in named[:1]])

    def holder(self, node: cst.CSTNode) -> str:
        """Return the name of the parameter, field or variable that `node` is part of the declaration of."""
        for above in self.ancestors(node):
            if isinstance(above, cst.Param):
                return above.name.value
            if isinstance(above, cst.AnnAssign):
                return text(above.target)
            if isinstance(above, cst.Assign):
                return text(above.targets[0].target)
        return ""


@dataclass(frozen=True)
class Operator:
    """A row of the table: `propose` is called with each node of the type `node`."""

    name: str
    node: type[cst.CSTNode]
    propose: Callable[[Any, Source], Iterator[Change]]


def dropped(part: cst.CSTNode, old: cst.CSTNode, new: Replacement, subject: str = "") -> Change:
    """Tell that `part` was dropped, by replacing `old` with `new`."""
    return Change(subject, f"`{text(part)}` dropped", ((old, new),), at=part)


def became(old: cst.CSTNode, new: cst.CSTNode, subject: str = "") -> Change:
    """Tell that `old` became `new`."""
    return Change(subject, f"`{text(old)}` became `{text(new)}`", ((old, new),))
