"""Which route of the source text answers a request."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from grader.discovery.routes import ANY, Route


def match_route(routes: Sequence[Route], method: str, target: str) -> Route | None:
    """Return the route that is meant by a request, or by an operation such as `GET /items/{item_id}`.

    Where none has the method, one with the path is meant; where several fit, the one with the most in
    common, else the first. None when no path fits, or when routes with open paths fit alike.
    """
    parts = _parts(urlsplit(target).path)
    scored = [(_score(route, method, parts), route) for route in routes]
    best = max((score for score, _ in scored if score), default=None)
    if best is None:
        return None
    found = [route for score, route in scored if score == best]
    sure = best[1] or len(found) == 1
    return found[0] if sure else None


def _score(route: Route, method: str, parts: list[str]) -> tuple[bool, bool, int] | None:
    """Return whether the method fits, whether the whole path is known, and how much of it is the same."""
    fits = method in route.methods or (method == "HEAD" and "GET" in route.methods)
    found = [
        (known, same)
        for path in route.paths
        for known, same in [(not path.startswith(ANY), _same(path, parts))]
        if same is not None
    ]
    return (fits, *max(found)) if found else None


def _same(template: str, parts: list[str]) -> int | None:
    """Count the parts that are the same word for word; None where the template does not fit."""
    if template == ANY:
        return None
    wanted = _parts(template.removeprefix(ANY))
    if template.startswith(ANY):
        parts = parts[max(0, len(parts) - len(wanted)) :]
    if wanted and wanted[-1].endswith(":path}"):
        parts = [*parts[: len(wanted) - 1], "/".join(parts[len(wanted) - 1 :])]
    if len(wanted) != len(parts):
        return None
    same = 0
    for one, other in zip(wanted, parts, strict=True):
        if one == other:
            same += 1
        elif not (one.startswith("{") and one.endswith("}")):
            return None
    return same


def _parts(path: str) -> list[str]:
    """Split a path; a slash at the end makes no difference to which route is meant."""
    return [unquote(part) for part in path.strip("/").split("/")]
