"""What a student reads about a finding."""

from __future__ import annotations

from dataclasses import dataclass

from grader.checks.fuzz.corpus import Case
from grader.checks.fuzz.judge import Answer, Finding

NO_CRASH = "Any answer below 500: a request that makes no sense deserves a 4xx, never a crash."

_TEXTS = {
    "never_500": ("{sent} made the app crash ({status}).", NO_CRASH),
    "invalid_rejected": ("{sent} is not valid, but the app accepted it ({status}).", "Status 422 (or 400)."),
    "valid_accepted": ("{sent} is valid, but the app refused it ({status}).", "A status of success."),
    "response_shape": (
        "{sent} answered {status}, but not in the form that was asked for: {problem}.",
        "An answer in the declared form.",
    ),
    "status_code": ("{sent} answered {status}, which is not the status asked for.", ""),
    "missing_is_404": ("{sent}: there is no such thing, but the app answered {status}.", "Status 404."),
    "auth_enforced": (
        "{sent} carries no valid credentials, but the app let it through ({status}).",
        "Status 401 or 403.",
    ),
}
_LIVE_TEXTS = {
    "response_shape": (
        "{sent} answered {status}, but not in the form that the app's documentation shows: {problem}.",
        "An answer that fits the documented model.",
    ),
    "content_type": (
        "{sent} answered {status} with {problem}.",
        "The content type that the app's documentation lists.",
    ),
    "status_code": (
        "{sent} answered {status}, which the app's documentation does not list.",
        "A documented status of success.",
    ),
}


@dataclass(frozen=True)
class Wording:
    """One finding in words."""

    message: str
    expected: str
    received: str


def wording(finding: Finding, case: Case, answer: Answer) -> Wording:
    """Tell a finding to a beginner."""
    status, problem = answer.response.status, finding.problem
    sent = f"{case.operation} ({case.reason})"
    texts = _TEXTS if case.reference is not None else _TEXTS | _LIVE_TEXTS
    message, expected = texts[finding.rule]
    if status is None:
        message = "{sent} got no valid answer. {problem}"
    if case.reference is not None:
        expected = f"{expected} {case.reference.status} is right here.".strip()
    return Wording(
        message.format(sent=sent, status=status, problem=problem), expected, problem or f"status {status}"
    )
