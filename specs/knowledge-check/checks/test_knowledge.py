"""Each answer shown by a small endpoint."""

import pytest

from grader.checks import expect
from grader.checks.failure import Blocked
from grader.checks.timeline import (
    CLOCK,
    expect_lasting,
    expect_overlap,
    fail,
    first_good,
    in_order,
    together,
    until,
)

SECONDS = 0.4
"""What the slow endpoints, and a notice, take."""
PATIENCE = 8.0
"""How long to wait for a notice."""
IN_VAIN = 1.0
"""The same, after `PATIENCE` seconds have shown that no notice ever gets into the outbox."""
CLIENTS = 3
HASH = "5f4dcc3b5aa765d61d8327deb882cf99"


@pytest.mark.criterion("double")
@pytest.mark.parametrize("n", [21, 0, -3, 123456789])
def test_double(client, n):
    """The doubled number comes back as a JSON number."""
    response = client.get(f"/double/{n}")
    expect.status(response, 200)
    expect.body(response, n * 2)


@pytest.mark.criterion("double-refused")
@pytest.mark.parametrize("n", ["x", "2.5", "twenty"])
def test_double_refused(client, n):
    """What is no integer is refused."""
    expect.refused(client.get(f"/double/{n}"), ["path", "n"], {"int_parsing", "int_from_float", "int_type"})


@pytest.mark.criterion("me")
def test_me(client):
    """The user comes back without the hash."""
    response = client.get("/me")
    expect.status(response, 200)
    expect.lacks(response, HASH, "password_hash")
    expect.body(response, {"username": "alice", "email": "alice@example.com"})


def sleeps(client, path):
    """See that `path` answers as asked, and not before its time is over."""
    seen = in_order(lambda: client.get(path))
    response = seen.responses[0]
    expect.status(response, 200)
    expect.body(response, {"slept": SECONDS})
    expect_lasting(seen, SECONDS, f"GET {path} was answered before {SECONDS:g} seconds can have passed.")


@pytest.mark.criterion("slow-good")
def test_slow_good(client):
    """Several clients of /slow-good are served at the same time."""
    sleeps(client, "/slow-good")
    expect_overlap(
        [lambda: client.get("/slow-good")] * CLIENTS,
        SECONDS,
        "Three requests for /slow-good were handled one after another: it blocks.",
    )


@pytest.mark.criterion("slow-bad")
def test_slow_bad(client):
    """Several clients of /slow-bad are served one after another."""
    sleeps(client, "/slow-bad")
    in_a_row = SECONDS * CLIENTS - CLOCK * CLIENTS
    overlapped, seen = first_good(
        lambda: together(*[lambda: client.get("/slow-bad")] * CLIENTS),
        lambda timeline: timeline.elapsed < in_a_row,
    )
    if overlapped:
        fail(
            "Three requests for /slow-bad were handled at the same time: it does not show the mistake.",
            seen,
            expected=f"{SECONDS * CLIENTS:g} s or more, one after another",
            received=f"{seen.elapsed:.2f} s",
        )


@pytest.mark.criterion("docs")
@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_docs(client, path):
    """The documentation is where FastAPI puts it."""
    response = client.get(path)
    expect.status(response, 200)
    expect.media_type(response, "text/html")


@pytest.mark.criterion("docs")
def test_document(openapi):
    """The OpenAPI document is served."""
    assert str(openapi["openapi"]).startswith("3."), "The OpenAPI document should be of version 3."


class Waiting:
    """What is remembered from check to check: how long it makes sense to wait for a notice."""

    seconds = PATIENCE


@pytest.fixture(scope="module")
def waiting():
    """Return what the checks of this module wait for."""
    return Waiting()


def notify(client, to):
    """Return what sends a notice."""
    return lambda: client.post("/notify", json={"to": to})


def delivered(response, to):
    """Tell whether a notice is in the outbox that an answer holds."""
    found = expect.data(response)
    return isinstance(found, list) and to in found


def watched(client, waiting, to):
    """Send a notice and read the outbox until it is there, or there is no sense in waiting any longer."""
    answers = []

    def send():
        answers.append(notify(client, to)())
        if not answers[0].is_success:
            raise Blocked("POST /notify did not succeed, so there is no notice to wait for.")
        return answers[0]

    seen = until(
        send,
        lambda: client.get("/outbox"),
        lambda response: not response.is_success or delivered(response, to),
        waiting.seconds,
    )
    expect.status(seen.probes[-1].response, 200)
    if not delivered(seen.probes[-1].response, to):
        waiting.seconds = IN_VAIN
    return seen


def outbox(client):
    """Return the outbox."""
    response = client.get("/outbox")
    expect.status(response, 200)
    found = expect.data(response)
    is_list = isinstance(found, list)
    expect.that(is_list, "GET /outbox should answer with a list.", response, received=expect.show(found))
    return found


@pytest.mark.criterion("notify")
def test_notify(client, app):
    """A notice is accepted at once."""
    app.restart()
    expect.that(outbox(client) == [], "The outbox should be empty at first.", client.get("/outbox"))
    response = notify(client, "ada@example.com")()
    expect.status(response, 202)
    expect.body(response, {"status": "queued"})


@pytest.mark.criterion("notify")
@pytest.mark.parametrize(
    "body", [{}, {"to": None}, {"to": ["ada@example.com"]}, None], ids=["empty", "null", "list", "none"]
)
def test_notify_refused(client, body):
    """A notice without a text to send to is refused."""
    expect.status(client.post("/notify", json=body) if body is not None else client.post("/notify"), 422)


@pytest.mark.criterion("notify-later")
def test_after_the_answer(client, app, waiting):
    """A notice is in the outbox some time after the answer, not before it."""
    names = []

    def attempt():
        names.append(f"eve{len(names) + 1}@example.com")
        return watched(client, waiting, names[-1])

    app.restart()
    early, seen = first_good(attempt, lambda timeline: timeline.elapsed < SECONDS - CLOCK)
    if not early:
        fail(
            "POST /notify is not answered before its work is done.",
            seen,
            expected=f"an answer before the {SECONDS:g} s of work are over",
            received=f"an answer after {seen.elapsed:.2f} s",
        )
    last = seen.probes[-1]
    if not delivered(last.response, names[-1]):
        fail("The notice never got into the outbox.", seen, received=expect.show(expect.data(last.response)))
    if last.answered < SECONDS - CLOCK:
        fail(
            "The notice was in the outbox before its work can have been done.",
            seen,
            expected=f"{SECONDS:g} s of work first",
            received=f"there after {last.answered:.2f} s",
        )


@pytest.mark.criterion("notify-later")
def test_once_and_in_order(client, app, waiting):
    """Each notice is in the outbox once, in the order in which they came."""
    app.restart()
    names = ["ida@example.com", "bob@example.com"]
    for name in names:
        watched(client, waiting, name)
    response = client.get("/outbox")
    expect.body(response, names)
