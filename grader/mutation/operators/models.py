"""Validators, serializers and computed fields of models."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import libcst as cst

from grader.mutation.nodes import last_name, without
from grader.mutation.protocol import GONE, Change, Operator, Source, dropped

_VALIDATORS = ("field_validator", "model_validator", "validator", "root_validator")
_SERIALIZERS = ("computed_field", "field_serializer", "model_serializer")


def _dropping(*decorators: str) -> Callable[[cst.FunctionDef, Source], Iterator[Change]]:
    def propose(node: cst.FunctionDef, _source: Source) -> Iterator[Change]:
        for decorator in node.decorators:
            if last_name(decorator) in decorators:
                told = f"`@{last_name(decorator)}` method dropped"
                yield Change("", told, ((node, GONE),))

    return propose


def _drop_annotated_validator(node: cst.Subscript, source: Source) -> Iterator[Change]:
    """`Annotated[int, AfterValidator(check)]`."""
    if last_name(node) != "Annotated" or len(node.slice) < 2:
        return
    for element in node.slice:
        value = element.slice.value if isinstance(element.slice, cst.Index) else None
        if value and last_name(value) in {
            "AfterValidator",
            "BeforeValidator",
            "PlainValidator",
            "WrapValidator",
        }:
            kept = without(node.slice, element)
            first = kept[0].slice
            alone = first.value if len(kept) == 1 and isinstance(first, cst.Index) else None
            yield dropped(value, node, alone or node.with_changes(slice=kept), source.holder(node))


OPERATORS = (
    Operator("drop-validator", cst.FunctionDef, _dropping(*_VALIDATORS)),
    Operator("drop-validator", cst.Subscript, _drop_annotated_validator),
    Operator("drop-serializer", cst.FunctionDef, _dropping(*_SERIALIZERS)),
)
