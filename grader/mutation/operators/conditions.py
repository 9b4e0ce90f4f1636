"""Conditions: the opposite, the neighbour, or none."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from grader.mutation.nodes import text
from grader.mutation.protocol import GONE, Change, Operator, Source, became, dropped

_OPPOSITE: dict[type[cst.BaseCompOp], type[cst.BaseCompOp]] = {
    cst.Equal: cst.NotEqual,
    cst.NotEqual: cst.Equal,
    cst.In: cst.NotIn,
    cst.NotIn: cst.In,
    cst.Is: cst.IsNot,
    cst.IsNot: cst.Is,
}
_NEIGHBOUR: dict[type[cst.BaseCompOp], type[cst.BaseCompOp]] = {
    cst.LessThan: cst.LessThanEqual,
    cst.LessThanEqual: cst.LessThan,
    cst.GreaterThan: cst.GreaterThanEqual,
    cst.GreaterThanEqual: cst.GreaterThan,
}
_ATOMS = (cst.Name, cst.Call, cst.Attribute, cst.Subscript)


def _negate_test(node: cst.If | cst.IfExp | cst.CompIf | cst.Assert, _source: Source) -> Iterator[Change]:
    yield became(node.test, _negated(node.test), text(node.test))


def _negated(test: cst.BaseExpression) -> cst.BaseExpression:
    match test:
        case cst.UnaryOperation(operator=cst.Not(), expression=inner):
            return inner
        case cst.Comparison(comparisons=[target]) if type(target.operator) in _OPPOSITE:
            return _compared(test, _OPPOSITE[type(target.operator)])
    if not isinstance(test, _ATOMS):
        test = test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return cst.UnaryOperation(cst.Not(), test)


def _compared(test: cst.Comparison, operator: type[cst.BaseCompOp]) -> cst.Comparison:
    return test.with_changes(comparisons=[test.comparisons[0].with_changes(operator=operator())])


def _flip(node: cst.Comparison, _source: Source) -> Iterator[Change]:
    """Comparisons within an expression; those that are a whole test make the same mutant again."""
    kind = type(node.comparisons[0].operator)
    if len(node.comparisons) == 1 and kind in _OPPOSITE:
        yield became(node, _compared(node, _OPPOSITE[kind]), text(node))


def _shift(node: cst.Comparison, _source: Source) -> Iterator[Change]:
    for index, target in enumerate(node.comparisons):
        other = _NEIGHBOUR.get(type(target.operator))
        if other:
            changed = list(node.comparisons)
            changed[index] = target.with_changes(operator=other())
            yield became(node, node.with_changes(comparisons=changed), text(node))


def _swap_and_or(node: cst.BooleanOperation, _source: Source) -> Iterator[Change]:
    other = cst.Or() if isinstance(node.operator, cst.And) else cst.And()
    yield became(node, node.with_changes(operator=other), text(node))


def _drop_filter(node: cst.CompIf, _source: Source) -> Iterator[Change]:
    yield dropped(node, node, GONE, text(node.test))


OPERATORS = (
    *(
        Operator("negate-condition", kind, _negate_test)
        for kind in (cst.If, cst.IfExp, cst.CompIf, cst.Assert)
    ),
    Operator("negate-condition", cst.Comparison, _flip),
    Operator("shift-comparison", cst.Comparison, _shift),
    Operator("swap-and-or", cst.BooleanOperation, _swap_and_or),
    Operator("drop-filter", cst.CompIf, _drop_filter),
)
