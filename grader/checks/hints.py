"""What an answer shows of a mistake that every beginner makes: told beside whatever a check expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from grader.checks.bodies import read_json
from grader.printable import printable

if TYPE_CHECKING:
    import httpx

ALIKE = 0.7
"""Similarity from which one word of a path may be meant for another."""
ALMOST = 0.99

BODY_HINTS = ("Your function returned a pair", "The answer is null", "FastAPI looked for")
"""How the hints on a body begin."""

_FLASK = re.compile(r"<(?:\w+:)?(\w+)>")


def hint(response: httpx.Response) -> str:
    """Return a sentence on what `response` shows, or ""."""
    return routing_hint(response) or body_hint(response)


def routing_hint(response: httpx.Response) -> str:
    """Say that the answer is the framework's own for a path or method without a route, or "".

    `extensions["routes"]`, where it is set, returns the paths that the app documents.
    """
    asked = response.request.url.raw_path.partition(b"?")[0].decode("ascii")
    if response.status_code == 404 and response.content.replace(b" ", b"") == b'{"detail":"NotFound"}':
        routes: Callable[[], Iterable[str]] = response.extensions.get("routes", tuple)
        return f"Your app has no route for this path. {_nearest_hint(asked, routes())}".strip()
    if response.status_code == 405:
        allowed = response.headers.get("allow", "another method")
        return f"The path is there, but it answers {allowed}, not {response.request.method}."
    if response.status_code in {307, 308}:
        led = _path(response.headers.get("location", ""))
        if led != asked and led.strip("/") == asked.strip("/"):
            return f"Your route is `{led}`: with and without the final slash are two different paths."
    return ""


def body_hint(response: httpx.Response) -> str:
    """Say what a JSON body shows of the function behind it, or ""."""
    try:
        answer = read_json(response.content)
    except (ValueError, RecursionError):
        return ""
    if response.status_code == 422:
        return _query_hint(answer)
    if response.status_code != 200:
        return ""
    return "The answer is null: does your function return anything?" if answer is None else _pair_hint(answer)


def _pair_hint(answer: object) -> str:
    """A pair of body and status code is Flask's way."""
    code = answer[1] if isinstance(answer, list) and len(answer) == 2 else None
    if isinstance(code, bool) or not isinstance(code, int) or not 400 <= code <= 599:
        return ""
    return (
        "Your function returned a pair, which FastAPI sends as a JSON array with 200; "
        f"for an error write `raise HTTPException(status_code={code}, detail=...)`."
    )


def _query_hint(answer: object) -> str:
    """A parameter that is missing in the query was often meant for the path or the body."""
    errors = answer.get("detail") if isinstance(answer, dict) else None
    for error in errors if isinstance(errors, list) else ():
        place = error.get("loc") if isinstance(error, dict) and error.get("type") == "missing" else None
        if isinstance(place, list) and len(place) == 2 and place[0] == "query":
            return (
                f"FastAPI looked for `{_shown(str(place[1]))}` in the query, as for every parameter that the "
                "path does not name and that is no model."
            )
    return ""


def _nearest_hint(asked: str, routes: Iterable[str]) -> str:
    ranked = sorted(((_likeness(asked, route), route) for route in routes), reverse=True)
    if not ranked or not ALIKE <= ranked[0][0] < 1:
        return ""
    route = ranked[0][1]
    if _FLASK.search(route):
        braces = _FLASK.sub(r"{\1}", route)
        return f"It has `{_shown(route)}`: FastAPI writes path parameters in braces, `{_shown(braces)}`."
    return f"The nearest that it has is `{_shown(route)}`."


def _likeness(asked: str, route: str) -> float:
    """Return how much the least alike of the segments are alike, from 0 to 1, where the route fits."""
    wanted, given = asked.strip("/").split("/"), route.strip("/").split("/")
    return min(map(_segment_likeness, wanted, given)) if len(wanted) == len(given) else 0.0


def _segment_likeness(asked: str, given: str) -> float:
    if asked == given or (given.startswith("{") and given.endswith("}")):
        return 1.0
    if _FLASK.fullmatch(given):
        return ALMOST
    return min(ALMOST, SequenceMatcher(None, asked.casefold(), given.casefold()).ratio())


def _shown(route: str) -> str:
    return printable(route)[:80].replace("`", "'")


def _path(location: str) -> str:
    """Return the path of an untrusted Location header, or ""."""
    import httpx

    try:
        return httpx.URL(location).raw_path.partition(b"?")[0].decode("ascii")
    except httpx.InvalidURL:
        return ""
