"""The criteria of a drafted lesson, with their points and hints: pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.checks.fuzz.document import Document, Operation
from grader.drafting.checkmodule import Check
from grader.drafting.naming import listed, path_parameters
from grader.drafting.plans import Kind
from grader.drafting.playing import creations
from grader.drafting.recipes import Kitchen
from grader.lesson import ContractScope, Criterion
from grader.statuses import reason

DOCUMENTED, BAD_INPUT, NEVER_500 = "documented", "bad-input", "never-500"
STOCK_POINTS = 5
"""Points of each criterion that is about no single operation."""
LONGEST_HINT = 3
"""Sentences of a hint."""


@dataclass(frozen=True)
class Subject:
    """An operation that gets a criterion."""

    operation: Operation
    criterion: str
    checks: tuple[Check, ...]


def criteria_of(
    subjects: Sequence[Subject], document: Document, kitchen: Kitchen, *, fuzzed: bool
) -> tuple[Criterion, ...]:
    """Return one criterion per operation, and those that are judged by contract and corpus."""
    ids = {subject.operation.label: subject.criterion for subject in subjects}
    own = [
        Criterion(
            id=subject.criterion,
            title=f"{subject.operation.label} answers {reason(_usual(subject).expected.status)}",
            points=0,
            hint=" ".join(hint_for(subject, document)),
            requires=tuple(_requires(subject, kitchen, ids)),
        )
        for subject in subjects
    ]
    return with_points([*own, *_stock(tuple(ids.values()), fuzzed=fuzzed)])


def _usual(subject: Subject) -> Check:
    return subject.checks[0]


def _requires(subject: Subject, kitchen: Kitchen, ids: Mapping[str, str]) -> Iterator[str]:
    """Yield the criteria of the operations that the checks use besides the one they are about."""
    used: dict[str, None] = {}
    for check in subject.checks:
        used |= dict.fromkeys(creations(check.plan, kitchen))
        used |= dict.fromkeys(recipe.operation.label for recipe in check.plan.recipes)
    yield from (ids[label] for label in used if label in ids and label != subject.operation.label)


def _stock(own: tuple[str, ...], *, fuzzed: bool) -> Iterator[Criterion]:
    yield Criterion(
        id=DOCUMENTED,
        title="The documentation shows parameters, bodies and answers",
        points=0,
        hint="/docs knows only what the code declares: type hints, models, return types and `status_code=`. "
        "What the function does by itself stays invisible there.",
        # What is not declared shows in the requests first.
        requires=(*own, *((BAD_INPUT, NEVER_500) if fuzzed else ())),
        contract=ContractScope(aspects=("operations", "parameters", "body", "responses")),
    )
    if fuzzed:
        yield Criterion(
            id=BAD_INPUT,
            title="Input that the assignment rules out is refused",
            points=0,
            hint="Declare types and limits where FastAPI sees them: in type hints, in the model, with "
            "`Query`, `Path` or `Field`. It then answers 422 by itself.",
            requires=own,
            fuzz=("invalid_rejected",),
        )
        yield Criterion(
            id=NEVER_500,
            title="No request makes the app crash",
            points=0,
            hint="An exception that your function does not catch is a 500. Test before you look something "
            "up, divide or convert, and raise `HTTPException`.",
            requires=own,
            fuzz=("never_500",),
        )


def with_points(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """Share 100 points: a few for each stock criterion, the rest evenly among the operations."""
    is_stock = [bool(criterion.contract or criterion.fuzz) for criterion in criteria]
    operations = len(criteria) - sum(is_stock)
    spread = 100 - STOCK_POINTS * sum(is_stock) if operations else 100
    share, rest = divmod(spread, operations or len(criteria))
    given = []
    for criterion, stock in zip(criteria, is_stock, strict=True):
        if stock and operations:
            given.append(replace_points(criterion, STOCK_POINTS))
            continue
        given.append(replace_points(criterion, share + (rest > 0)))
        rest -= rest > 0
    return tuple(given)


def replace_points(criterion: Criterion, points: int) -> Criterion:
    """Return the criterion with other points."""
    return criterion.model_copy(update={"points": points})


def without(criteria: Sequence[Criterion], names: set[str]) -> tuple[Criterion, ...]:
    """Return the criteria but for `names`; their points go to the others."""
    kept = [
        criterion.model_copy(update={"requires": tuple(r for r in criterion.requires if r not in names)})
        for criterion in criteria
        if criterion.id not in names
    ]
    return with_points(kept)


def hint_for(subject: Subject, document: Document) -> list[str]:
    """Return what helps somebody who is stuck at an operation, the most telling first."""
    return list(_hints(subject, document))[:LONGEST_HINT]


def _hints(subject: Subject, document: Document) -> Iterator[str]:
    operation, status = subject.operation, _usual(subject).expected.status
    if status == 204:
        yield "Give the decorator `status_code=204` and return nothing: a 204 has no body."
    elif 200 < status < 300:
        yield f"A route answers 200 unless the decorator says otherwise: `status_code={status}`."
    missing = next((c.expected.status for c in subject.checks if c.plan.kind is Kind.MISSING), None)
    if missing is not None:
        yield (
            f"Test whether it is there, and `raise HTTPException(status_code={missing})` if not; an error "
            "that is returned answers 200."
        )
    if any(check.plan.kind is Kind.EFFECT for check in subject.checks):
        yield "The answer is only words: change what is stored, too, or the next request shows the old state."
    yield from _input_hints(operation, document)
    if not operation.parameters and not operation.body:
        yield (
            f"The route is `{operation.method.lower()}` of `{operation.path}`; return what the assignment "
            "shows, and FastAPI makes JSON of it."
        )


def _input_hints(operation: Operation, document: Document) -> Iterator[str]:
    for schema in operation.body.values():
        fields = [f"`{name}`" for name in document.properties(schema)]
        about = f" with {listed(fields)}" if fields else ""
        yield f"Take the body as one Pydantic model{about}; its type hints decide what is refused."
    in_path = [f"`{name}`" for name in path_parameters(operation)]
    if in_path:
        yield f"FastAPI converts {listed(in_path)} by type hint; braces and argument have the same name."
    for place, how in (("header", "`Header()`"), ("cookie", "`Cookie()`")):
        names = [f"`{p.name}`" for p in operation.parameters if p.place == place]
        if names:
            yield f"Declare {listed(names)} with {how}; without it FastAPI looks in the query."
    query = [f"`{p.name}`" for p in operation.at("query")]
    if query:
        yield (
            f"An argument that is not in the path is read from the query, here {listed(query)}; a default "
            "makes it optional."
        )
