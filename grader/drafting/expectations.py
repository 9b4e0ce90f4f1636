"""From several answers to one request to what a check may expect of every correct app: pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from grader.checks.http import USER_AGENT, WireResponse
from grader.drafting.exploring import OWN_REFUSALS
from grader.drafting.plans import Kind, Plan
from grader.drafting.playing import Played
from grader.drafting.recipes import Made

NOTHING = object()
"""Marks that nothing is asked of a body."""
LONGEST_TEXT = 120
MOST_ITEMS = 12
"""Longest list that is expected item by item."""
OWN_HEADERS = {
    *(
        "content-length",
        "content-type",
        "date",
        "server",
        "connection",
        "set-cookie",
        "etag",
        "last-modified",
    ),
    *("accept-ranges", "allow", "content-disposition", "transfer-encoding", "vary"),
}
"""Headers that the framework or the server writes, or that a check of their own suits better."""
VARYING_COOKIE = ("expires=",)


@dataclass(frozen=True)
class Expected:
    """What a check expects of one answer."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    cookie: tuple[str, ...] = ()
    """Parts of the Set-Cookie headers."""
    body: Any = NOTHING
    """JSON, with types and `Made` in place of what differs."""
    text: str = ""
    lists: str = ""
    """Label of the operation whose thing the answer, a list, must hold."""


def expect_of(plan: Plan, played: Sequence[Played]) -> Expected | None:
    """Return what the answers have in common; None where there is nothing that a check could ask for."""
    statuses = {one.response.status for one in played}
    if len(played) < 3 or len(statuses) > 1:
        return None
    status = played[0].response.status
    assert status is not None
    expected = Expected(status, _headers(played), _cookie(played), **_content(plan, played))
    return expected if _worth_asking(plan, expected, played) else None


def _worth_asking(plan: Plan, expected: Expected, played: Sequence[Played]) -> bool:
    """Tell whether a check adds something, and something that an app without the route would fail."""
    if expected.status >= 500 or _is_unrouted(played[0].response):
        return False
    refuses = 400 <= expected.status < 500
    return {
        Kind.MISSING: refuses and expected.status != 422,
        Kind.AGAIN: refuses,
        Kind.REFUSED: expected.status in OWN_REFUSALS,
        Kind.OPTIONAL: not refuses,
        Kind.REQUIRED: not refuses,
        Kind.LISTED: bool(expected.lists),
    }.get(plan.kind, True)


def _is_unrouted(response: WireResponse) -> bool:
    return response.status == 405 or (
        response.status == 404 and response.body.replace(b" ", b"") == b'{"detail":"NotFound"}'
    )


def _headers(played: Sequence[Played]) -> dict[str, str]:
    common = set.intersection(*({(k.lower(), v) for k, v in one.response.headers} for one in played))
    return {name: value for name, value in sorted(common) if name not in OWN_HEADERS}


def _cookie(played: Sequence[Played]) -> tuple[str, ...]:
    common = set.intersection(*(_cookie_parts(one.response) for one in played))
    return tuple(sorted(part for part in common if not part.startswith(VARYING_COOKIE)))


def _cookie_parts(response: WireResponse) -> set[str]:
    lines = [value for name, value in response.headers if name.lower() == "set-cookie"]
    return {part.strip().lower() for line in lines for part in line.split(";")}


def _content(plan: Plan, played: Sequence[Played]) -> dict[str, Any]:
    """Return the part of an `Expected` that is about the body."""
    status = played[0].response.status
    answers = [_json(one.response) for one in played]
    if status == 422 or not played[0].response.body:
        return {}
    if NOTHING in answers:
        texts = {one.response.body.decode("utf-8", "replace") for one in played}
        text = texts.pop() if len(texts) == 1 else ""
        return {"text": text} if len(text) <= LONGEST_TEXT else {}
    if plan.kind is Kind.LISTED:
        listed = all(
            isinstance(answer, list) and one.things[plan.creates] in answer
            for answer, one in zip(answers, played, strict=True)
        )
        return {"lists": plan.creates} if listed else {}
    return {"body": common(answers, [one.ids for one in played])}


def _json(response: WireResponse) -> Any:
    kind = next((value for name, value in response.headers if name.lower() == "content-type"), "")
    if "json" not in kind:
        return NOTHING
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError):
        return NOTHING


def common(answers: Sequence[Any], ids: Sequence[Mapping[str, Any]]) -> Any:
    """Return what `answers` have in common: values where all are equal, types where they are not.

    The id of something just created becomes a `Made`; a date of today becomes `str`.
    """
    for label in ids[0]:
        if all(_same(answer, known[label]) for answer, known in zip(answers, ids, strict=True)):
            return Made(label)
    first = answers[0]
    if all(isinstance(answer, dict) and answer.keys() == first.keys() for answer in answers):
        return {key: common([answer[key] for answer in answers], ids) for key in first}
    if all(isinstance(answer, list) and len(answer) == len(first) <= MOST_ITEMS for answer in answers):
        return [common(items, ids) for items in zip(*answers, strict=True)]
    is_equal = all(_same(answer, first) for answer in answers)
    return first if is_equal and not _is_circumstance(first) else _types(answers)


def _is_circumstance(value: Any) -> bool:
    """Tell whether a value comes from the client or from today's date, or is too long to write down."""
    if isinstance(value, str):
        return value == USER_AGENT or _is_about_now(value)
    return isinstance(value, list | dict)


def _is_about_now(text: str) -> bool:
    try:
        return abs(date.fromisoformat(text[:10]) - date.today()) <= timedelta(days=2)
    except ValueError:
        return False


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def _types(answers: Sequence[Any]) -> Any:
    kinds = dict.fromkeys(None if answer is None else type(answer) for answer in answers)
    if kinds.keys() == {int, float}:
        return float
    return next(iter(kinds)) if len(kinds) == 1 else tuple(kinds)
