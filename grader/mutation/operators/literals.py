"""What is answered: texts, numbers, the keys of dictionaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from grader.mutation.nodes import last_name, renamed, requoted, text, without
from grader.mutation.operators.keywords import dropped_by_row
from grader.mutation.operators.statuses import is_status
from grader.mutation.protocol import Change, Operator, Source, became, dropped


def _is_answer(node: cst.CSTNode, source: Source) -> bool:
    """Tell whether a literal goes out as a value: in what a function returns, yields or raises."""
    if source.function(node) is None or is_status(node, source):
        return False
    inner = node
    for above in source.ancestors(node):
        if isinstance(above, cst.DictElement) and above.key is inner:
            return False
        if isinstance(above, cst.Subscript) and above.value is not inner:
            return False
        if isinstance(above, cst.Return | cst.Raise | cst.Yield):
            return True
        if isinstance(above, cst.BaseStatement):
            return False
        inner = above
    return False


def _change_text(node: cst.SimpleString, source: Source) -> Iterator[Change]:
    if node.raw_value and _is_answer(node, source):
        yield became(node, requoted(node, "something else"), node.raw_value)


def _drop_prefix(node: cst.FormattedString, source: Source) -> Iterator[Change]:
    """The `f` is forgotten, so that the braces are sent."""
    plain = _without_prefix(node)
    if plain and _is_answer(node, source) and "{" in plain.value:
        yield Change(plain.raw_value, f"the `f` of `{text(node)}` dropped", ((node, plain),))


def _without_prefix(node: cst.FormattedString) -> cst.SimpleString | None:
    code = cst.Module([]).code_for_node(node.with_changes(lpar=(), rpar=()))
    try:
        plain = cst.parse_expression(re.sub("f", "", code, count=1, flags=re.IGNORECASE))
    except cst.ParserSyntaxError:  # the same quotes inside the braces, as Python 3.12 allows
        return None
    return plain if isinstance(plain, cst.SimpleString) else None


def _change_number(node: cst.Integer | cst.Float, source: Source) -> Iterator[Change]:
    if _is_answer(node, source):
        more = node.evaluated_value + 1
        yield became(
            node, cst.Integer(str(more)) if isinstance(more, int) else cst.Float(str(more)), text(node)
        )


def _rename_key(node: cst.DictElement, source: Source) -> Iterator[Change]:
    if isinstance(node.key, cst.SimpleString) and source.function(node):
        key = node.key.raw_value
        yield became(node.key, requoted(node.key, renamed(key)), key)


def _rename_header(node: cst.Subscript, _source: Source) -> Iterator[Change]:
    """`response.headers["X-Total"] = ...`."""
    match node.slice:
        case [cst.SubscriptElement(slice=cst.Index(value=cst.SimpleString() as name))]:
            if last_name(node.value) == "headers":
                yield became(name, requoted(name, renamed(name.raw_value)), name.raw_value)


def _drop_key(node: cst.Dict, source: Source) -> Iterator[Change]:
    above = source.parent(node)
    # The only header: see drop-headers.
    if (
        len(node.elements) == 1
        and isinstance(above, cst.Arg)
        and above.keyword
        and text(above.keyword) == "headers"
    ):
        return
    for element in node.elements if source.function(node) else ():
        if isinstance(element, cst.DictElement) and isinstance(element.key, cst.SimpleString):
            fewer = node.with_changes(elements=without(node.elements, element))
            yield dropped(element, node, fewer, element.key.raw_value)


def _swap_boolean(node: cst.Name, source: Source) -> Iterator[Change]:
    if node.value not in {"True", "False"}:
        return
    arg = source.parent(node)
    call = source.parent(arg) if arg else None
    # Mostly the default, and then the same as the keyword dropped.
    if isinstance(arg, cst.Arg) and isinstance(call, cst.Call) and dropped_by_row(call, arg):
        return
    name = arg.keyword.value if isinstance(arg, cst.Arg) and arg.keyword else ""
    yield became(node, cst.Name("False" if node.value == "True" else "True"), f"{source.holder(node)} {name}")


def _drop_slice(node: cst.Subscript, _source: Source) -> Iterator[Change]:
    match node.slice:
        case [cst.SubscriptElement(slice=cst.Slice())]:
            yield became(node, node.value, text(node))


OPERATORS = (
    Operator("change-text", cst.SimpleString, _change_text),
    Operator("drop-f-prefix", cst.FormattedString, _drop_prefix),
    Operator("change-number", cst.Integer, _change_number),
    Operator("change-number", cst.Float, _change_number),
    Operator("rename-key", cst.DictElement, _rename_key),
    Operator("rename-header", cst.Subscript, _rename_header),
    Operator("drop-key", cst.Dict, _drop_key),
    Operator("swap-boolean", cst.Name, _swap_boolean),
    Operator("drop-slice", cst.Subscript, _drop_slice),
)
