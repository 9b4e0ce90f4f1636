"""The table of all operators, one module per family."""

from grader.mutation.operators import (
    bounds,
    concurrency,
    conditions,
    cookies,
    declarations,
    keywords,
    literals,
    models,
    paths,
    raises,
    responses,
    statements,
    statuses,
    types,
    wiring,
)
from grader.mutation.protocol import Operator

OPERATORS: tuple[Operator, ...] = (
    *keywords.OPERATORS,
    *responses.OPERATORS,
    *paths.OPERATORS,
    *statuses.OPERATORS,
    *bounds.OPERATORS,
    *declarations.OPERATORS,
    *types.OPERATORS,
    *models.OPERATORS,
    *cookies.OPERATORS,
    *raises.OPERATORS,
    *conditions.OPERATORS,
    *concurrency.OPERATORS,
    *wiring.OPERATORS,
    *statements.OPERATORS,
    *literals.OPERATORS,
)
