"""Is a submission's OpenAPI document a superset of the lesson's contract?

A contract is a partial OpenAPI document: what it states must be in the submission's document, which may
have more, as long as no request that the contract allows is refused. As in OpenAPI, `required` that is not
stated means optional. On the schema of a response `additionalProperties: false` forbids further fields.

Never compared: operationIds, titles of schemas, order, examples, servers, security, names of components and
of path parameters, whether null is allowed, the 422 response, and of responses everything but the shape.
Nor is what FastAPI writes by itself: title "FastAPI", version "0.1.0", "Successful Response", the phrase of
a status code, a parameter's automatic title. But it does make summaries of function names and descriptions
of docstrings: leave out of a contract those that the lesson does not ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from grader.checks.contract.bodies import compare_body
from grader.checks.contract.docs import compare_docs, compare_info
from grader.checks.contract.endpoint import Endpoint
from grader.checks.contract.findings import Finding
from grader.checks.contract.fit import fit
from grader.checks.contract.matching import Matches
from grader.checks.contract.parameters import compare_parameters
from grader.checks.contract.responses import compare_responses
from grader.checks.openapi import Document

__all__ = ["MAX_FINDINGS", "Finding", "compare", "fit"]

MAX_FINDINGS = 12
"""Of one operation and aspect: no operation may crowd out what another criterion judges."""


def compare(contract: Mapping[str, Any], document: object) -> tuple[Finding, ...]:
    """Return where `document`, any JSON value, falls short of `contract`.

    In the order of the contract's operations, then of the aspects; `info` comes last. One cause gives one
    finding: of a missing operation nothing else is told.
    """
    asked, given = Document(contract), Document(document)
    return tuple(dict.fromkeys(_findings(asked, given)))


def _findings(contract: Document, document: Document) -> Iterator[Finding]:
    matches = Matches(contract, document)
    for match in matches.pairs:
        if match.found is None:
            yield matches.missing(match.wanted)
        else:
            yield from _endpoint(Endpoint(contract, match.wanted), Endpoint(document, match.found))
    yield from compare_info(contract, document)


def _endpoint(wanted: Endpoint, found: Endpoint) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    texts: list[Finding] = []
    for compare_aspect in (compare_parameters, compare_body, compare_responses, compare_docs):
        for finding in islice(compare_aspect(wanted, found), MAX_FINDINGS):
            if finding.aspect == "docs":
                texts.append(finding)
            else:
                yield finding
    for finding in texts:
        # A model's description shows in body and response alike: one docstring, one finding.
        if (finding.expected, finding.received) not in told:
            told.add((finding.expected, finding.received))
            yield finding
