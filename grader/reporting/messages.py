"""The evidence of a check in words and lines: what was sent, what came back, what was expected."""

from __future__ import annotations

from grader.curl import BODY_FILE
from grader.reporting.diagram import diagram_lines
from grader.reporting.json_layout import lay_out
from grader.reporting.timeline import timeline_lines
from grader.reporting.tracebacks import last_traceback
from grader.reporting.visible import BLOCK, block, cut_line, inert, one_line
from grader.results import Body, CheckResult, Exchange, Header
from grader.statuses import reason

Fact = tuple[str, list[str]]
"""A label and its lines; no lines, nothing to tell."""

TIMELINE = "Timeline"
DIAGRAM = "Diagram"
MESSAGE_LINES = 12
BODY_LINES = 12
DIAGRAM_LINES = 40
LOG_LINES = 14
SHORT = 4_000
"""Characters of the commands of a check that are told to a service."""
EARLIER = 3
"""Exchanges before the telling one that are mentioned."""

_DULL_HEADERS = {"content-length", "content-type: application/json"}


def message_lines(check: CheckResult) -> list[str]:
    """Return what went wrong, each line of it a finding of its own."""
    lines = [one_line(line) for line in check.message[:BLOCK].split("\n") if line.strip()]
    more = len(lines) - MESSAGE_LINES
    return [*lines[:MESSAGE_LINES], f"And {more} more."] if more > 0 else lines


def evidence(check: CheckResult) -> list[Fact]:
    """Return what a check saw; `curl_lines` repeats it."""
    facts: list[Fact] = [("Before", earlier_lines(check))]
    for exchange in check.exchanges[-1:]:
        note = _note(exchange)
        facts.append(("Sent", [request_line(exchange) + note, *request_lines(exchange)]))
        facts.append(("Came back", [status_line(exchange), *response_lines(exchange)]))
    facts.append((TIMELINE, timeline_lines(check.timeline)))
    facts.append((DIAGRAM, block("\n".join(diagram_lines(check.diagram)), DIAGRAM_LINES)))
    facts.append(("Expected", block(check.expected, BODY_LINES)))
    facts.append(("Found", block(check.received, BODY_LINES)))
    facts.append(("App's log", block(last_traceback(check.log), LOG_LINES)))
    return facts


def labelled(facts: list[Fact]) -> list[str]:
    """Lay facts out as text lines, the labels in a column of their own."""
    return [
        f"{'' if number else label:<11}{line}".rstrip()
        for label, lines in facts
        if any(lines)
        for number, line in enumerate(lines)
    ]


def request_line(exchange: Exchange) -> str:
    """Return method and target, for example `GET /items?limit=ten`."""
    return one_line(f"{exchange.method} {exchange.target}")


def status_line(exchange: Exchange) -> str:
    """Return status and reason phrase, for example `404 Not Found`, or why no answer came."""
    if exchange.status is None:
        return one_line(exchange.failure) or "No answer."
    return reason(exchange.status)


def request_lines(exchange: Exchange) -> list[str]:
    """Return the headers worth reading and the body of the request."""
    omitted = [one_line(f"(no {name} header)") for name in exchange.omitted_headers]
    return _headers(exchange.request_headers) + omitted + body_lines(exchange.request_body)


def response_lines(exchange: Exchange) -> list[str]:
    """Return the headers worth reading and the body of the answer."""
    return _headers(exchange.response_headers) + body_lines(exchange.response_body)


def body_lines(body: Body | None) -> list[str]:
    """Return a body in at most `BODY_LINES` lines, JSON laid out, and a remark when it was cut."""
    if body is None or body.size == 0:
        return []
    if body.encoding == "base64":
        return [f"({body.size:,} bytes that are not text)"]
    text = lay_out(body.text) if body.text.lstrip()[:1] in {"{", "["} else body.text
    remark = [f"(cut here; {body.size:,} bytes in all)"] if body.truncated else []
    return block(text, BODY_LINES) + remark


def earlier_lines(check: CheckResult) -> list[str]:
    """Return the exchanges just before the telling one, like `POST /items: 201 Created (step 1 of 2)`."""
    return [f"{request_line(e)}: {status_line(e)}{_note(e)}" for e in _earlier(check)]


def curl_lines(check: CheckResult) -> list[str]:
    """Return the commands that repeat the check's last exchanges, in order."""
    shown = (*_earlier(check), *check.exchanges[-1:])
    return [inert(exchange.curl, _in_quotes) for exchange in shown]


def short_curl_lines(check: CheckResult) -> list[str]:
    """Return `curl_lines` where they fit into a result that a service keeps, else a remark."""
    lines = curl_lines(check)
    return lines if sum(map(len, lines)) <= SHORT else ["# too long to be told here"]


def curl_remark(check: CheckResult) -> str:
    """Say what the commands need beforehand."""
    if any(f"@{BODY_FILE}" in command for command in curl_lines(check)):
        return f"{BODY_FILE} stands for the body, which does not fit on a line."
    return ""


def _in_quotes(char: str) -> str:
    """Write a character of a quoted word so that the shell still reads the same word."""
    return f"{char}''"


def _earlier(check: CheckResult) -> tuple[Exchange, ...]:
    return check.exchanges[:-1][-EARLIER:]


def _note(exchange: Exchange) -> str:
    return f" ({one_line(exchange.note)})" if exchange.note else ""


def _headers(headers: tuple[Header, ...]) -> list[str]:
    lines = [(name.lower(), cut_line(f"{name}: {value}".replace("\n", "\\n"))) for name, value in headers]
    return [line for name, line in lines if not {name, line.lower()} & _DULL_HEADERS]
