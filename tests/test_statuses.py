from __future__ import annotations

import pytest

from grader.statuses import reason


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (200, "200 OK"),
        (413, "413 Content Too Large"),
        (414, "414 URI Too Long"),
        (416, "416 Range Not Satisfiable"),
        (422, "422 Unprocessable Content"),
        (799, "799"),
        (-1, "-1"),
    ],
)
def test_reason(status: int, words: str) -> None:
    assert reason(status) == words
