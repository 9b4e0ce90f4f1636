"""Expectations on a response, for lesson authors; each failure tells what was expected and received.

Expected JSON may hold types in place of values: `int` (never a bool), `float` (any number), `str`,
`bool`, `list`, `dict`, `None`, or a tuple of alternatives.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any, NoReturn

import httpx

from grader.checks.bodies import TooLargeError, read_json
from grader.checks.failure import CheckFailed
from grader.checks.hints import hint
from grader.statuses import reason

SHOWN = 600


def fail(message: str, response: httpx.Response, *, expected: str = "", received: str = "") -> NoReturn:
    """Fail the check with `response` as its evidence; a missing route is named as the cause."""
    exchanges = response.extensions.get("exchanges", ())
    message = f"{message} {hint(response)}".strip()
    raise CheckFailed(message, expected=expected, received=received, exchanges=exchanges)


def that(
    condition: object, message: str, response: httpx.Response, *, expected: str = "", received: str = ""
) -> None:
    """Fail with `message` unless `condition` holds."""
    if not condition:
        fail(message, response, expected=expected, received=received)


def status(response: httpx.Response, expected: int | Collection[int], why: str = "") -> None:
    """Expect one of the given status codes."""
    allowed = [expected] if isinstance(expected, int) else sorted(expected)
    if response.status_code in allowed:
        return
    words = "2xx (success)" if expected == range(200, 300) else " or ".join(reason(code) for code in allowed)
    got = reason(response.status_code)
    message = f"{_request(response)} should answer {words}; it answered {got}."
    fail(f"{message} {why}".strip(), response, expected=f"status {words}", received=f"status {got}")


def data(response: httpx.Response) -> Any:
    """Return the JSON that the response carries."""
    try:
        return read_json(response.content, parse_constant=_refuse_constant)
    except TooLargeError as error:
        fail(f"{_request(response)} should answer shortly.", response, received=str(error))
    except (ValueError, RecursionError):
        fail(
            f"{_request(response)} should answer with JSON.",
            response,
            expected="a JSON body",
            received=_cut(response.text),
        )


def body(response: httpx.Response, expected: Any) -> Any:
    """Expect exactly this JSON (types match any value of theirs); returns what came."""
    received = data(response)
    difference = mismatch(expected, received)
    if difference:
        message = _answered(response, difference)
        fail(message, response, expected=show(expected), received=show(received))
    return received


def includes(response: httpx.Response, expected: dict[str, Any]) -> Any:
    """Expect a JSON object with at least these keys and values; returns what came."""
    received = data(response)
    known = (
        {key: received[key] for key in expected if key in received}
        if isinstance(received, dict)
        else received
    )
    difference = mismatch(expected, known)
    if difference:
        wanted = f"at least {show(expected)}"
        fail(_answered(response, difference), response, expected=wanted, received=show(received))
    return received


def refused(
    response: httpx.Response, loc: Sequence[str | int] | None = None, types: Collection[str] = ()
) -> None:
    """Expect a 422 whose errors name the place `loc` (and one of the error `types`).

    Only status, place and type are compared: wording differs between versions of Pydantic.
    """
    status(response, 422)
    if loc is None:
        return
    answer = data(response)
    errors = answer.get("detail") if isinstance(answer, dict) else None
    errors = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    places = [error.get("loc") for error in errors]
    wanted = f"an error at {show(list(loc))}"
    that(
        list(loc) in places,
        f"{_request(response)}: the 422 should point at {show(list(loc))}.",
        response,
        expected=wanted,
        received=show(places),
    )
    found = [error.get("type") for error in errors if error.get("loc") == list(loc)]
    ok = not types or any(kind in types for kind in found)
    words = " or ".join(sorted(types))
    that(
        ok,
        f"{_request(response)}: the 422 should be of type {words}.",
        response,
        expected=f"type {words}",
        received=show(found),
    )


def header(response: httpx.Response, name: str, expected: str) -> None:
    """Expect this header with this value."""
    received = response.headers.get(name)
    if received != expected:
        got = "no such header" if received is None else f"{name}: {received}"
        fail(
            f"{_request(response)} should send the header {name}: {expected}.",
            response,
            expected=f"{name}: {expected}",
            received=got,
        )


def media_type(response: httpx.Response, expected: str) -> None:
    """Expect this media type in Content-Type, whatever parameters follow it."""
    received = response.headers.get("content-type", "no Content-Type")
    that(
        received.partition(";")[0].strip().lower() == expected,
        f"{_request(response)} should answer with the content type {expected}.",
        response,
        expected=expected,
        received=received[:200],
    )


def docs_page(response: httpx.Response) -> None:
    """Expect an HTML page that shows the OpenAPI document where FastAPI serves it."""
    status(response, 200)
    media_type(response, "text/html")
    page = response.request.url.path
    that(
        "openapi.json" in response.text,
        f"The page {page} should show the document /openapi.json, but it never mentions it.",
        response,
        expected="a page that loads /openapi.json",
        received="another page",
    )


def lacks(response: httpx.Response, *secrets: str) -> None:
    """Expect that no key or value of the JSON body contains one of `secrets`.

    A 422 is never searched: FastAPI itself echoes the input there.
    """
    if response.status_code == 422:
        return
    for secret in secrets:
        if secret in response.text:
            fail(
                f"{_request(response)} must not contain {secret!r}.",
                response,
                expected=f"no {secret!r} anywhere in the answer",
                received=_cut(response.text),
            )


def mismatch(expected: Any, received: Any, place: str = "the answer") -> str:
    """Return the first difference as a sentence, or ""."""
    if isinstance(expected, tuple):
        return (
            ""
            if any(not mismatch(choice, received) for choice in expected)
            else _differs(expected, received, place)
        )
    if isinstance(expected, type):
        return "" if _is_a(expected, received) else _differs(expected, received, place)
    if isinstance(expected, dict) and isinstance(received, dict):
        return _mismatched_keys(expected, received, place)
    if isinstance(expected, list) and isinstance(received, list):
        if len(expected) != len(received):
            return f"{place} should be a list of {len(expected)}, not of {len(received)}."
        pairs = enumerate(zip(expected, received, strict=True))
        return next((found for i, (e, r) in pairs if (found := mismatch(e, r, f"{place}[{i}]"))), "")
    same = expected == received and isinstance(expected, bool) == isinstance(received, bool)
    return "" if same else _differs(expected, received, place)


def _mismatched_keys(expected: dict[str, Any], received: dict[str, Any], place: str) -> str:
    missing = [key for key in expected if key not in received]
    if missing:
        return f"{place} lacks the key {missing[0]!r}."
    extra = [key for key in received if key not in expected]
    if extra:
        return f"{place} has the key {extra[0][:80]!r}, which was not asked for."
    return next(
        (found for key in expected if (found := mismatch(expected[key], received[key], f"{key!r}"))), ""
    )


def _is_a(kind: type, value: Any) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _differs(expected: Any, received: Any, place: str) -> str:
    return f"{place} should be {show(expected)}, not {show(received)}."


NAMES = {
    int: "an integer",
    float: "a number",
    str: "a string",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


def show(value: Any) -> str:
    """Write a value as JSON, with types as words."""
    if isinstance(value, type):
        return NAMES.get(value, value.__name__)
    if isinstance(value, tuple):
        return " or ".join(show(choice) for choice in value)
    if isinstance(value, dict):
        pairs = islice(value.items(), SHOWN)  # there is no room for more, and there may be very many
        return _cut("{" + ", ".join(f"{json.dumps(k)}: {show(v)}" for k, v in pairs) + "}")
    if isinstance(value, list):
        return _cut("[" + ", ".join(show(item) for item in value[:SHOWN]) + "]")
    return _cut(json.dumps(value, ensure_ascii=False, default=repr))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + " …"


def _answered(response: httpx.Response, difference: str) -> str:
    """Tell a difference, after the status where that is no success: it comes first."""
    if response.status_code < 300:
        return f"{_request(response)}: {difference}"
    return f"{_request(response)} answered {reason(response.status_code)}: {difference}"


def _request(response: httpx.Response) -> str:
    return f"{response.request.method} {response.request.url.raw_path.decode('ascii')}"


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
