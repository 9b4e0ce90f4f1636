"""Finds the OpenAPI document and the docs pages of an app, wherever it serves them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.checks.evidence import exchange
from grader.checks.fuzz.shape import content_type
from grader.checks.http import Wire, WireRequest, WireResponse
from grader.checks.openapi import DocumentError, read_document
from grader.results import Exchange

MAX_PLACES = 8


@dataclass
class Docs:
    """What an app serves about itself."""

    document: dict[str, Any] | None = None
    page: str = ""
    """Path of a docs page that works; "" when none does."""
    problem: str = ""
    """Why there is no document."""
    exchanges: list[Exchange] = field(default_factory=list)


def find_docs(wire: Wire, trees: Iterable[ast.Module]) -> Docs:
    """Ask for the document and the docs pages, at the usual places and where the source puts them."""
    chosen = _chosen(trees)
    docs = Docs()
    for place in _places("/openapi.json", chosen["openapi_url"]):
        if _read_document(docs, place, wire):
            break
    for place in _places("/docs", chosen["docs_url"]) + _places("/redoc", chosen["redoc_url"]):
        response = _get(docs, place, wire)
        if response.status == 200 and content_type(response) == "text/html":
            docs.page = place
            break
    return docs


def _read_document(docs: Docs, place: str, wire: Wire) -> bool:
    response = _get(docs, place, wire)
    if response.status != 200:
        docs.problem = docs.problem or f"{place} answers {response.status or 'nothing: ' + response.failure}."
        return False
    try:
        docs.document = read_document(response.body)
        docs.problem = ""
    except DocumentError as error:
        docs.problem = str(error)
    return docs.document is not None


def _get(docs: Docs, place: str, wire: Wire) -> WireResponse:
    request = WireRequest("GET", place)
    response = wire.send(request)
    docs.exchanges.append(exchange(request, response))
    return response


def _places(usual: str, chosen: list[str]) -> list[str]:
    return list(dict.fromkeys([usual, *chosen]))[:MAX_PLACES]


def _chosen(trees: Iterable[ast.Module]) -> Mapping[str, list[str]]:
    """Return the paths that the source names for each of the three settings."""
    found: dict[str, list[str]] = {"openapi_url": [], "docs_url": [], "redoc_url": []}
    for tree in trees:
        for name, value in _settings(tree):
            if name in found and value.startswith("/") and value.isascii() and value.isprintable():
                found[name].append(value)
    return found


def _settings(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield text given by keyword (`docs_url="/x"`) or by assignment (`openapi_url: str = "/x"`)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and isinstance(node.value, ast.Constant):
            name, value = node.arg or "", node.value.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Constant):
            name, value = ast.unparse(node.target), node.value.value
        else:
            continue
        if isinstance(value, str):
            yield name, value
