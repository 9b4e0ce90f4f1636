"""Weaker types: ones that accept what the reference refuses."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from grader.mutation.nodes import last_name, text
from grader.mutation.protocol import Change, Operator, Source
from grader.mutation.slots import Slot, annotated_parts, changed_slot, slot_of

_WEAKER = {
    "int": "str",
    "bool": "str",
    "float": "int",
    "EmailStr": "str",
    "NameEmail": "str",
    "datetime": "str",
    "date": "str",
    "time": "str",
    "timedelta": "str",
    "UUID": "str",
    "UUID4": "str",
    "HttpUrl": "str",
    "AnyUrl": "str",
    "AnyHttpUrl": "str",
    "SecretStr": "str",
    "IPvAnyAddress": "str",
    "Decimal": "float",
    "PositiveInt": "int",
    "NonNegativeInt": "int",
    "NegativeInt": "int",
    "PositiveFloat": "float",
    "NonNegativeFloat": "float",
    "StrictInt": "int",
    "StrictStr": "str",
    "StrictBool": "bool",
}
_BY_KIND = {"enum": "str", "model": "dict", "dataclass": "dict", "typed-dict": "dict"}


def _weaken(node: cst.Param | cst.AnnAssign, source: Source) -> Iterator[Change]:
    slot = slot_of(node, source)
    for part in _names(slot.type) if slot else ():
        assert slot is not None
        weaker = _weaker(part, slot, source)
        if weaker:
            edit = (part, cst.Name(weaker))
            told = f"type `{text(part)}` of `{slot.name}` became `{weaker}`"
            yield changed_slot(slot, f"{slot.name} {text(part)}", told, edit)


def _names(annotation: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """Yield the types that an annotation is made of, `Literal[...]` as one of them."""
    match annotation:
        case cst.Name() | cst.Attribute():
            yield annotation
        case cst.BinaryOperation(left=left, right=right):
            yield from _names(left)
            yield from _names(right)
        case cst.Subscript() if last_name(annotation) == "Literal":
            yield annotation
        case cst.Subscript() if last_name(annotation) == "Annotated":
            yield from _names(annotated_parts(annotation)[0])
        case cst.Subscript(slice=elements):
            for element in elements:
                if isinstance(element.slice, cst.Index):
                    yield from _names(element.slice.value)


def _weaker(part: cst.BaseExpression, slot: Slot, source: Source) -> str:
    name = last_name(part)
    # The bounds of a number cannot hold for a string: such an app would not start.
    if name == "int" and _is_bounded(slot):
        return "float"
    if isinstance(part, cst.Subscript):
        return "str"
    return _WEAKER.get(name) or _BY_KIND.get(source.facts.kinds.get(name, ""), "")


def _is_bounded(slot: Slot) -> bool:
    bounds = {"ge", "gt", "le", "lt", "multiple_of"}
    return slot.marker is not None and any(
        arg.keyword and arg.keyword.value in bounds for arg in slot.marker.args
    )


OPERATORS = (
    Operator("weaken-type", cst.Param, _weaken),
    Operator("weaken-type", cst.AnnAssign, _weaken),
)
