"""Slots: what FastAPI or Pydantic reads a value into, a parameter of an endpoint or a field of a model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from grader.mutation.nodes import argument, keyword, last_name, relaid
from grader.mutation.protocol import Change, Replacement, Source
from grader.mutation.routes import is_endpoint
from grader.mutation.vocabulary import DECLARATIONS

_GIVEN = {"Request", "Response", "BackgroundTasks", "WebSocket", "HTTPConnection", "SecurityScopes"}
"""Types that FastAPI fills in itself."""


@dataclass(frozen=True)
class Slot:
    """A parameter of an endpoint, or a field of a model, dataclass or `TypedDict`."""

    node: cst.Param | cst.AnnAssign
    name: str
    annotation: cst.BaseExpression
    default: cst.BaseExpression | None
    kind: str
    """`parameter`, or what the class is."""

    @property
    def extras(self) -> list[cst.BaseExpression]:
        """What stands in `Annotated[...]` behind the type."""
        return annotated_parts(self.annotation)[1:]

    @property
    def type(self) -> cst.BaseExpression:
        """The type, without what `Annotated` adds."""
        return annotated_parts(self.annotation)[0]

    @property
    def marker(self) -> cst.Call | None:
        """`Query(...)`, `Field(...)` and the like, as the default or in `Annotated`."""
        for value in (self.default, *self.extras):
            if isinstance(value, cst.Call) and last_name(value) in DECLARATIONS:
                return value
        return None

    @property
    def given(self) -> cst.Arg | None:
        """The marker's argument that holds the default, also `...`."""
        if self.marker is None:
            return None
        # In `Annotated`, the first argument is no default for FastAPI, but it is for `Field`.
        return argument(self.marker, 0, "default") or keyword(self.marker, "default_factory")

    @property
    def is_required(self) -> bool:
        """Whether a value must be sent."""
        if self.default is not None and self.default is not self.marker:
            return False
        return self.given is None or isinstance(self.given.value, cst.Ellipsis)


def annotated_parts(annotation: cst.BaseExpression) -> list[cst.BaseExpression]:
    """Return the parts of `Annotated[...]`, or the annotation itself as the only one."""
    if isinstance(annotation, cst.Subscript) and last_name(annotation) == "Annotated":
        return [part.slice.value for part in annotation.slice if isinstance(part.slice, cst.Index)]
    return [annotation]


def slot_of(node: cst.Param | cst.AnnAssign, source: Source) -> Slot | None:
    """Return the slot that `node` declares; None when it declares something else, or FastAPI fills it."""
    if node.annotation is None:
        return None
    annotation = node.annotation.annotation
    if isinstance(node, cst.Param):
        slot = Slot(node, node.name.value, annotation, node.default, "parameter")
        return slot if _is_endpoint(node, source) and not _is_given(slot) else None
    kind = source.facts.kinds.get(_class_name(node, source), "")
    is_field = kind in {"model", "dataclass", "typed-dict"} and isinstance(node.target, cst.Name)
    if not is_field or last_name(annotation) == "ClassVar":
        return None
    return Slot(node, last_name(node.target), annotation, node.value, kind)


def _is_endpoint(node: cst.Param, source: Source) -> bool:
    parameters = source.parent(node)
    function = source.parent(parameters) if parameters else None
    return isinstance(function, cst.FunctionDef) and is_endpoint(function, source)


def _is_given(slot: Slot) -> bool:
    makers = {last_name(value) for value in (slot.default, *slot.extras)}
    return last_name(slot.type) in _GIVEN or not makers.isdisjoint({"Depends", "Security"})


def _class_name(node: cst.AnnAssign, source: Source) -> str:
    """Return the class that has `node` as a field of its own."""
    above = list(source.ancestors(node))[:3]
    return above[2].name.value if len(above) == 3 and isinstance(above[2], cst.ClassDef) else ""


def redeclared(
    slot: Slot, source: Source, annotation: cst.BaseExpression, default: cst.BaseExpression | None
) -> tuple[cst.CSTNode, Replacement]:
    """Return the edit that gives a slot another annotation and default."""
    note = slot.node.annotation
    assert note is not None
    note = note.with_changes(annotation=annotation)
    equal = slot.node.equal if slot.default is not None and default is not None else cst.MaybeSentinel.DEFAULT
    if isinstance(slot.node, cst.AnnAssign):
        return slot.node, slot.node.with_changes(annotation=note, value=default, equal=equal)
    changed = slot.node.with_changes(annotation=note, default=default, equal=equal)
    parameters = source.parent(slot.node)
    assert isinstance(parameters, cst.Parameters)
    if slot.node not in parameters.params:
        return slot.node, changed
    others = [changed if param is slot.node else param for param in parameters.params]
    # Python wants those with a default last; FastAPI, which passes them by name, does not care.
    ordered = sorted(others, key=lambda param: param.default is not None)
    return parameters, parameters.with_changes(params=relaid(ordered, parameters.params))


def fields_in_order(slot: Slot, source: Source) -> Iterator[Slot]:
    """Yield all fields of the class of a field."""
    line = source.parent(slot.node)
    block = source.parent(line) if line else None
    for statement in block.body if isinstance(block, cst.IndentedBlock) else ():
        match statement:
            case cst.SimpleStatementLine(body=[cst.AnnAssign() as node]):
                if found := slot_of(node, source):
                    yield found


def changed_slot(slot: Slot, subject: str, description: str, edit: tuple[cst.CSTNode, Replacement]) -> Change:
    """Return a change that is told at the slot, whatever had to be replaced around it."""
    return Change(subject, description, (edit,), slot.node)
