"""Status codes in words."""

from __future__ import annotations

from http import HTTPStatus

# RFC 9110 renamed these and Python 3.13 followed; a report must not depend on the interpreter.
_RENAMED = {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}


def reason(status: int) -> str:
    """Return a status code with its phrase of RFC 9110, `404 Not Found`; just the number when it has none."""
    try:
        return f"{status} {_RENAMED.get(status) or HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
