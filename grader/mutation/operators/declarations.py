"""Parameters and fields: required or not, their default, their name, where they come from."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
from libcst import matchers

from grader.mutation.nodes import (
    keyword,
    last_name,
    renamed,
    requoted,
    text,
    without,
    without_argument,
)
from grader.mutation.protocol import Change, Operator, Source, became
from grader.mutation.slots import (
    Slot,
    annotated_parts,
    changed_slot,
    fields_in_order,
    redeclared,
    slot_of,
)

_NONE = cst.Name("None")
_PLACES = ("Header", "Cookie", "Body", "Form", "File")
"""Markers without which a value is looked for elsewhere."""
_MANY = {"list", "set", "tuple", "List", "Set", "Tuple"}


def _make_optional(node: cst.Param | cst.AnnAssign, source: Source) -> Iterator[Change]:
    slot = slot_of(node, source)
    if slot is None or not slot.is_required or slot.kind == "typed-dict":
        return
    is_path = slot.kind == "parameter" and slot.name in source.facts.path_parameters
    if is_path or not _keeps_order(slot, source, defaulted=True):
        return
    annotation = _or_none(slot.annotation)
    default: cst.BaseExpression = _NONE
    if isinstance(slot.default, cst.Call):
        default = _with_default(slot.default, slot.given)
    edit = redeclared(slot, source, annotation, default)
    yield changed_slot(slot, slot.name, f"`{slot.name}` made optional", edit)


def _or_none(annotation: cst.BaseExpression) -> cst.BaseExpression:
    """Allow None, inside `Annotated` and inside quotes, too."""
    kind = annotated_parts(annotation)[0]
    if "None" in text(kind) or last_name(kind) in {"Optional", "Any"}:
        return annotation
    if isinstance(kind, cst.SimpleString):
        wider: cst.BaseExpression = requoted(kind, f"{kind.raw_value} | None")
    else:
        wider = cst.BinaryOperation(kind, cst.BitOr(), _NONE)
    return wider if kind is annotation else _replaced(annotation, kind, wider)


def _replaced(
    tree: cst.BaseExpression, old: cst.BaseExpression, new: cst.BaseExpression
) -> cst.BaseExpression:
    changed = tree.deep_replace(old, new)
    assert isinstance(changed, cst.BaseExpression)
    return changed


def _with_default(marker: cst.Call, given: cst.Arg | None) -> cst.Call:
    if given is None:
        return marker.with_changes(args=[cst.Arg(_NONE), *marker.args])
    args = [arg.with_changes(value=_NONE) if arg is given else arg for arg in marker.args]
    return marker.with_changes(args=args)


def _keeps_order(slot: Slot, source: Source, *, defaulted: bool) -> bool:
    """A dataclass wants its fields with a default last; a model does not mind."""
    if slot.kind != "dataclass":
        return True
    fields = list(fields_in_order(slot, source))
    names = [field.name for field in fields]
    place = names.index(slot.name)
    if defaulted:
        return not any(field.is_required for field in fields[place + 1 :])
    return all(field.is_required for field in fields[:place])


def _make_required(node: cst.Param | cst.AnnAssign, source: Source) -> Iterator[Change]:
    slot = slot_of(node, source)
    if slot is None or slot.is_required or not _keeps_order(slot, source, defaulted=False):
        return
    if slot.default is not None and slot.default is not slot.marker:
        edit = redeclared(slot, source, slot.annotation, None)
        yield changed_slot(slot, slot.name, f"default `{text(slot.default)}` of `{slot.name}` dropped", edit)
    elif slot.marker and slot.given:
        bare = without_argument(slot.marker, slot.given)
        told = f"`{text(slot.given)}` of `{slot.name}` dropped"
        yield changed_slot(slot, slot.name, told, (slot.marker, bare))


def _change_default(node: cst.Param | cst.AnnAssign, source: Source) -> Iterator[Change]:
    slot = slot_of(node, source)
    if slot is None or slot.is_required:
        return
    old = slot.given.value if slot.given else slot.default
    if isinstance(old, cst.Integer):
        yield became(old, cst.Integer(str(old.evaluated_value + 1)), slot.name)
    elif isinstance(old, cst.SimpleString):
        yield became(old, requoted(old, f"{old.raw_value}other"), slot.name)


def _rename_parameter(node: cst.Param, source: Source) -> Iterator[Change]:
    """Rename a parameter in its function, where the name is one of the API."""
    slot = slot_of(node, source)
    if slot is None or slot.name in source.facts.path_parameters or _is_whole_body(slot, source):
        return
    if slot.marker and keyword(slot.marker, "alias", "validation_alias"):
        return
    function = next(above for above in source.ancestors(node) if isinstance(above, cst.FunctionDef))
    other = renamed(slot.name)
    names = [node.name, *_uses(function, slot.name, source)]
    edits = [(name, name.with_changes(value=other)) for name in names]
    yield Change(slot.name, f"parameter `{slot.name}` renamed to `{other}`", tuple(edits))


def _is_whole_body(slot: Slot, source: Source) -> bool:
    """Nobody sees the name of a parameter that is the body as a whole."""
    is_model = source.facts.kinds.get(last_name(slot.type)) in {"model", "dataclass", "typed-dict"}
    return is_model or (slot.marker is None and last_name(slot.type) in {"dict", "Dict"})


def _uses(function: cst.FunctionDef, name: str, source: Source) -> list[cst.Name]:
    """Return where a variable is read or set, not attributes or keywords of its name."""
    found = []
    for node in matchers.findall(function.body, matchers.Name(name)):
        above = source.parent(node)
        is_attribute = isinstance(above, cst.Attribute) and above.attr is node
        is_keyword = isinstance(above, cst.Arg) and above.keyword is node
        if isinstance(node, cst.Name) and not is_attribute and not is_keyword:
            found.append(node)
    return found


def _rename_field(node: cst.AnnAssign, source: Source) -> Iterator[Change]:
    slot = slot_of(node, source)
    if slot is None or slot.name.startswith(("_", "model_")):
        return
    if not (slot.marker and keyword(slot.marker, "alias")):
        yield became(node.target, cst.Name(renamed(slot.name)), slot.name)


def _rename_alias(arg: cst.Arg, source: Source) -> Iterator[Change]:
    name = arg.keyword.value if arg.keyword else ""
    if name in {"alias", "validation_alias", "serialization_alias"} and isinstance(
        arg.value, cst.SimpleString
    ):
        other = requoted(arg.value, renamed(arg.value.raw_value))
        yield became(arg.value, other, f"{source.holder(arg)} {name}")


def _drop_marker(node: cst.Param, source: Source) -> Iterator[Change]:
    slot = slot_of(node, source)
    if slot is None or slot.marker is None or not _matters(slot, source):
        return
    if slot.default is slot.marker:
        default = slot.given.value if slot.given and not slot.is_required else None
        edit = redeclared(slot, source, slot.annotation, default)
    else:
        assert isinstance(slot.annotation, cst.Subscript)
        edit = redeclared(slot, source, _unmarked(slot.annotation, slot.marker), slot.default)
    yield changed_slot(slot, slot.name, f"`{text(slot.marker)}` of `{slot.name}` dropped", edit)


def _matters(slot: Slot, source: Source) -> bool:
    """Tell whether the value comes from elsewhere without the marker."""
    marker = last_name(slot.marker)
    if marker == "Body" and _is_whole_body(slot, source):
        return False
    kinds = text(slot.type).replace("|", " ").replace("[", " ").split()
    is_many = any(kind in _MANY or source.facts.kinds.get(kind) == "model" for kind in kinds)
    return marker in _PLACES or (marker == "Query" and is_many)


def _unmarked(annotation: cst.Subscript, marker: cst.Call) -> cst.BaseExpression:
    """Take the marker out of `Annotated`, and `Annotated` away when nothing else is in it."""
    for element in annotation.slice:
        if isinstance(element.slice, cst.Index) and element.slice.value is marker:
            kept = without(annotation.slice, element)
            if len(kept) > 1:
                return annotation.with_changes(slice=kept)
    return annotated_parts(annotation)[0]


def _drop_dependency(node: cst.Param, source: Source) -> Iterator[Change]:
    """Drop a dependency that is there for its effect: its value is used nowhere."""
    parameters = source.parent(node)
    function = source.parent(parameters) if parameters else None
    if not isinstance(parameters, cst.Parameters) or not isinstance(function, cst.FunctionDef):
        return
    note = annotated_parts(node.annotation.annotation) if node.annotation else []
    is_dependency = any(last_name(value) in {"Depends", "Security"} for value in (node.default, *note[1:]))
    if is_dependency and node in parameters.params and not _uses(function, node.name.value, source):
        fewer = parameters.with_changes(params=without(parameters.params, node))
        name = node.name.value
        yield Change(name, f"dependency `{name}` dropped", ((parameters, fewer),), node)


OPERATORS = (
    Operator("make-optional", cst.Param, _make_optional),
    Operator("make-optional", cst.AnnAssign, _make_optional),
    Operator("make-required", cst.Param, _make_required),
    Operator("make-required", cst.AnnAssign, _make_required),
    Operator("change-default", cst.Param, _change_default),
    Operator("change-default", cst.AnnAssign, _change_default),
    Operator("rename-parameter", cst.Param, _rename_parameter),
    Operator("rename-field", cst.AnnAssign, _rename_field),
    Operator("rename-alias", cst.Arg, _rename_alias),
    Operator("drop-marker", cst.Param, _drop_marker),
    Operator("drop-dependency", cst.Param, _drop_dependency),
)
