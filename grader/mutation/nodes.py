"""Small questions about syntax nodes, and small changes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

import libcst as cst

Part = TypeVar("Part", cst.Arg, cst.Param, cst.SubscriptElement, cst.BaseDictElement)

_WIDTH = 70
_PRINTER = cst.Module([])


def text(node: cst.CSTNode) -> str:
    """Return the node's code on one line, shortened to 70 characters."""
    bare = node.with_changes(comma=cst.MaybeSentinel.DEFAULT) if hasattr(node, "comma") else node
    if isinstance(bare, cst.SimpleStatementLine | cst.BaseCompoundStatement):
        bare = bare.with_changes(leading_lines=())
    line = " ".join(_PRINTER.code_for_node(bare).split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 3]}..."


def last_name(node: cst.CSTNode | None) -> str:
    """Return the last name of a dotted name, also when it is called or indexed; "" for everything else."""
    match node:
        case cst.Name(value=name) | cst.Attribute(attr=cst.Name(value=name)):
            return name
        case cst.Call(func=inner) | cst.Subscript(value=inner) | cst.Decorator(decorator=inner):
            return last_name(inner)
    return ""


def is_named(node: cst.CSTNode | None, *names: str) -> bool:
    """Tell whether `node` is a plain or dotted name that ends in one of `names`."""
    return isinstance(node, cst.Name | cst.Attribute) and last_name(node) in names


def keyword(call: cst.Call, *names: str) -> cst.Arg | None:
    """Return the keyword argument with one of `names`."""
    return next((arg for arg in call.args if arg.keyword and arg.keyword.value in names), None)


def argument(call: cst.Call, position: int, name: str) -> cst.Arg | None:
    """Return the argument that is given by keyword or by position (counted from 0)."""
    plain = [arg for arg in call.args if arg.keyword is None and not arg.star]
    return keyword(call, name) or (plain[position] if position < len(plain) else None)


def without(parts: Sequence[Part], part: Part) -> list[Part]:
    """Return `parts` but one, with the layout of the end kept."""
    kept: list[Part] = [other for other in parts if other is not part]
    if kept and part is parts[-1]:
        kept[-1] = _laid_out(kept[-1], part)
    return kept


def _laid_out(part: Part, like: Part) -> Part:
    layout = ("comma", "whitespace_after_arg", "whitespace_after_param")
    return part.with_changes(**{name: getattr(like, name) for name in layout if hasattr(like, name)})


def relaid(parts: Sequence[Part], like: Sequence[Part]) -> list[Part]:
    """Return `parts` with the commas and line breaks of `like`, one by one."""
    return [_laid_out(part, model) for part, model in zip(parts, like, strict=True)]


def without_argument(call: cst.Call, arg: cst.Arg) -> cst.Call:
    """Return the call without one of its arguments."""
    args = without(call.args, arg)
    if args:
        return call.with_changes(args=args)
    return call.with_changes(args=(), whitespace_before_args=cst.SimpleWhitespace(""))


def statement_call(line: cst.SimpleStatementLine) -> cst.Call | None:
    """Return the call that is all of a statement, awaited or not."""
    match line.body:
        case [cst.Expr(value=cst.Call() as call)] | [
            cst.Expr(value=cst.Await(expression=cst.Call() as call))
        ]:
            return call
    return None


def renamed(name: str) -> str:
    """Return another name that a learner could have chosen: another case style, or the other number."""
    if "-" in name.strip("-"):
        return name.replace("-", "_")
    if "_" in name.strip("_"):
        return re.sub(r"(?<=[^_])_+([^_])", lambda found: found[1].upper(), name)
    return name[:-1] if name.endswith("s") and len(name) > 1 else f"{name}s"


def requoted(node: cst.SimpleString, raw: str) -> cst.SimpleString:
    """Return the string with `raw` between its quotes."""
    return node.with_changes(value=f"{node.prefix}{node.quote}{raw}{node.quote}")
