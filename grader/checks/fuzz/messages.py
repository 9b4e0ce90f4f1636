"""What a student reads about a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grader.checks.fuzz.corpus import Case
from grader.checks.fuzz.judge import Answer, Finding


@dataclass(frozen=True)
class Wording:
    """One finding in words."""

    message: str
    expected: str
    received: str


def wording(finding: Finding, case: Case, answer: Answer) -> Wording:
    """Tell a finding to a beginner."""
    status = answer.response.status
    sent = f"{case.operation} ({case.reason})"
    message, expected = _RULES[finding.rule](sent, finding.problem, status)
    if case.reference is not None:
        expected += f" The reference solution answers {case.reference.status} here."
    return Wording(message, expected, finding.problem or f"status {status}")


def _never_500(sent: str, problem: str, status: int | None) -> tuple[str, str]:
    expected = "Any answer below 500: a request that makes no sense deserves a 4xx, never a crash."
    if status is None:
        return f"{sent} got no valid answer. {problem}", expected
    return f"{sent} made the app crash ({status}).", expected


def _invalid_rejected(sent: str, _problem: str, status: int | None) -> tuple[str, str]:
    return f"{sent} is not valid, but the app accepted it ({status}).", "Status 422 (or 400)."


def _valid_accepted(sent: str, _problem: str, status: int | None) -> tuple[str, str]:
    return f"{sent} is valid, but the app refused it ({status}).", "A status of success."


def _response_shape(sent: str, problem: str, status: int | None) -> tuple[str, str]:
    return (
        f"{sent} answered {status}, but the answer does not have the declared form: {problem}.",
        "A body as the documentation declares it.",
    )


def _content_type(sent: str, problem: str, status: int | None) -> tuple[str, str]:
    return f"{sent} answered {status} with {problem}.", "The content type that the app's documentation declares."


def _status_code(sent: str, _problem: str, status: int | None) -> tuple[str, str]:
    return f"{sent} answered {status}, which is not the status asked for.", "The declared status of success."


def _missing_is_404(sent: str, _problem: str, status: int | None) -> tuple[str, str]:
    return f"{sent}: there is no such thing, but the app answered {status}.", "Status 404."


def _auth_enforced(sent: str, _problem: str, status: int | None) -> tuple[str, str]:
    return f"{sent} carries no valid credentials, but the app let it through ({status}).", "Status 401 or 403."


_RULES: dict[str, Callable[[str, str, int | None], tuple[str, str]]] = {
    "never_500": _never_500,
    "invalid_rejected": _invalid_rejected,
    "valid_accepted": _valid_accepted,
    "response_shape": _response_shape,
    "content_type": _content_type,
    "status_code": _status_code,
    "missing_is_404": _missing_is_404,
    "auth_enforced": _auth_enforced,
}
