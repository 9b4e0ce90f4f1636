from __future__ import annotations

import subprocess

import pytest

from grader.reporting import messages
from grader.reporting.visible import inert
from grader.results import Body, CheckResult, Exchange, Outcome


def body(text: str, **details: object) -> Body:
    return Body.model_validate({"text": text, "size": len(text), **details})


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (None, []),
        (body(""), []),
        (body("Internal Server Error"), ["Internal Server Error"]),
        (body('{"a":1}'), ['{"a": 1}']),
        (body("AAEC", encoding="base64", size=3), ["(3 bytes that are not text)"]),
        (body('{"a":', truncated=True, size=12_345), ['{"a":', "(cut here; 12,345 bytes in all)"]),
        (body("\n".join("abcdefghijklmnop")), [*"abcdefghijkl", "... 4 more lines"]),
    ],
)
def test_body_lines(given: Body | None, lines: list[str]) -> None:
    assert messages.body_lines(given) == lines


@pytest.mark.parametrize(
    ("status", "failure", "line"),
    [
        (404, "", "404 Not Found"),
        (422, "", "422 Unprocessable Content"),
        (799, "", "799"),
        (None, "No complete answer within 5 seconds.", "No complete answer within 5 seconds."),
        (None, "", "No answer."),
    ],
)
def test_status_line(status: int | None, failure: str, line: str) -> None:
    assert messages.status_line(Exchange(method="GET", target="/", status=status, failure=failure)) == line


def test_headers_that_say_nothing_are_left_out() -> None:
    headers = (("Content-Length", "2"), ("content-type", "application/json"), ("Set-Cookie", "a=b"))
    exchange = Exchange(
        method="GET", target="/", omitted_headers=("user-agent",), status=200, response_headers=headers
    )
    assert messages.request_lines(exchange) == ["(no user-agent header)"]
    assert messages.response_lines(exchange) == ["Set-Cookie: a=b"]


def test_each_line_of_a_message_is_a_finding() -> None:
    check = CheckResult(id="c", title="t", outcome=Outcome.FAILED, message="one\x1b \n\n two\n")
    assert messages.message_lines(check) == ["one\\x1b", "two"]
    many = check.model_copy(update={"message": "x\n" * 14})
    assert messages.message_lines(many) == [*"x" * 12, "And 2 more."]


def test_a_long_sequence_is_told_from_near_its_end() -> None:
    steps = tuple(Exchange(method="GET", target=f"/{n}", status=200) for n in range(6))
    check = CheckResult(id="c", title="t", outcome=Outcome.FAILED, exchanges=steps)
    assert messages.labelled(messages.evidence(check)) == [
        "Before     GET /2: 200 OK",
        "           GET /3: 200 OK",
        "           GET /4: 200 OK",
        "Sent       GET /5",
        "Came back  200 OK",
    ]
    assert [line.rpartition("/")[2] for line in messages.curl_lines(check)] == ["2", "3", "4", "5"]


def test_a_body_too_long_for_a_line_is_explained() -> None:
    sent = Exchange(method="POST", target="/", request_body=body("x", truncated=True))
    check = CheckResult(id="c", title="t", outcome=Outcome.FAILED, exchanges=(sent,))
    assert "body.bin" in messages.curl_lines(check)[0]
    assert messages.curl_remark(check).startswith("body.bin stands for the body")


def test_a_command_to_the_ci_service_is_still_sent_as_it_was() -> None:
    sent = Exchange(
        method="POST",
        target="/##[a]",
        request_headers=(("x-a", "'##[error]b"), ("x-b", "\x9b##vso[c]")),
        request_body=body("#'##teamcity[d]##[e]"),
    )
    check = CheckResult(id="c", title="C", outcome=Outcome.FAILED, exchanges=(sent,))
    (command,) = messages.curl_lines(check)
    assert inert(sent.curl) != sent.curl
    assert inert(command) == command
    assert words_of(command) == words_of(sent.curl)


def words_of(command: str) -> list[str]:
    told = subprocess.run(
        ["sh", "-c", f'curl() {{ printf "%s\\n" "$@"; }}; {command}'], capture_output=True, check=True
    )
    return told.stdout.decode("latin-1").split("\n")
