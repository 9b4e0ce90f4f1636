"""What is done after the answer, judged by the order of the answers."""

import pytest

from grader.checks import expect
from grader.checks.timeline import fail, first_good, in_order, until

SECONDS = 1.0
"""How long a mail takes."""
CLOCK = 0.02
"""How much earlier a sleep may seem to end, because two clocks are read."""
PATIENCE = 8.0
"""How long to wait for work that a right app has done after a second."""
SHORT = 3.0
"""The same, where a right app passes also when its work is not done by then."""


def register(client, name):
    """Return what registers a user called `name`."""
    return lambda: client.post("/users", json={"name": name, "email": mail(name)})


def mail(name):
    """Return the address of the user called `name`."""
    return f"{name.lower()}@example.com"


def log(client):
    """Return what reads the log."""
    return lambda: client.get("/log")


def entries(response):
    """Return the log that an answer holds."""
    expect.status(response, 200)
    found = expect.data(response)
    expect.that(
        isinstance(found, list) and all(isinstance(entry, str) for entry in found),
        "GET /log should answer with a list of strings.",
        response,
        expected='["email:...", "activity:..."]',
        received=expect.show(found),
    )
    return found


def new_user(response, name):
    """See that a registration was answered as asked; return the new id."""
    expect.status(response, 201)
    return expect.body(response, {"id": int, "name": name, "email": mail(name)})["id"]


def watched(client, name, seconds=PATIENCE):
    """Register a user and read the log until all its work is done, or `seconds` are over."""

    def finished(response):
        found = entries(response)
        mails = [entry for entry in found if entry.startswith("email:")]
        return f"email:{mail(name)}" in mails and len(mails) * 2 == len(found)

    return until(register(client, name), log(client), finished, seconds)


@pytest.mark.criterion("created")
def test_created(client):
    """A registration is answered with 201 and the new user."""
    new_user(register(client, "Ada")(), "Ada")


@pytest.mark.criterion("created")
def test_ids_differ(client):
    """Two users get two ids."""
    first = new_user(register(client, "Grace")(), "Grace")
    response = register(client, "Joan")()
    expect.that(new_user(response, "Joan") != first, "Two users got the same id.", response)


@pytest.mark.criterion("log")
def test_log_begins_empty(client, app):
    """GET /log answers with a list, which is empty at first."""
    app.restart()
    response = client.get("/log")
    expect.that(
        entries(response) == [],
        "Before anybody registered, the log should be empty.",
        response,
        expected="[]",
    )


@pytest.mark.confirmed
@pytest.mark.criterion("answer-first")
def test_answer_comes_first(client):
    """The answer is sent before the mail."""
    names = iter(["Hedy", "Radia", "Barbara"])
    ok, seen = first_good(
        lambda: in_order(register(client, next(names))), lambda timeline: timeline.elapsed < SECONDS - CLOCK
    )
    expect.status(seen.responses[0], 201)
    if not ok:
        fail(
            "POST /users was answered when the mail had been sent already: the client waited for it.",
            seen,
            expected=f"an answer before the {SECONDS:g} s are over that a mail takes",
            received=f"an answer after {seen.elapsed:.2f} s",
        )


@pytest.mark.confirmed
@pytest.mark.criterion("work-is-done")
def test_work_is_done(client):
    """After a while the log holds both entries, the mail first."""
    seen = watched(client, "Annie")
    number = new_user(seen.responses[0], "Annie")
    wanted = [f"email:{mail('Annie')}", f"activity:{number}:user_created"]
    response = seen.probes[-1].response
    mine = list(dict.fromkeys(entry for entry in entries(response) if entry in wanted))
    if len(mine) == 2 and mine != wanted:
        fail(
            "The activity was logged before the mail was sent.",
            seen,
            expected=expect.show(wanted),
            received=expect.show(mine),
        )
    if mine != wanted:
        fail(
            f"{PATIENCE:g} seconds after the registration the log does not hold what it should.",
            seen,
            expected=expect.show(wanted),
            received=expect.show(entries(response)),
        )


@pytest.mark.confirmed
@pytest.mark.criterion("mail-takes-time")
def test_mail_takes_its_second(client):
    """The mail is logged when its second is over, not before."""
    seen = watched(client, "Dorothy", SHORT)
    entry = f"email:{mail('Dorothy')}"
    for probe in seen.probes:
        if entry in entries(probe.response) and probe.answered < SECONDS - CLOCK:
            fail(
                "The mail stands in the log before the second that it takes can be over.",
                seen,
                expected=f"no {entry!r} in the first {SECONDS:g} s",
                received=f"{entry!r} after {probe.answered:.2f} s",
            )


@pytest.mark.confirmed
@pytest.mark.criterion("log-free")
def test_log_is_free(client):
    """GET /log is answered while a mail is being sent."""
    names = iter(["Karen", "Evelyn", "Mary"])
    ok, seen = first_good(
        lambda: watched(client, next(names), SHORT), lambda seen: seen.longest_silence < SECONDS * 0.9
    )
    if not ok:
        fail(
            "While the mail was being sent, GET /log was not answered: the task blocks the event loop. "
            "Write a task that calls `time.sleep` with `def`, or await an asynchronous sleep.",
            seen,
            expected="answers to other requests in the meantime",
            received=f"no answer for {seen.longest_silence:.1f} s",
        )


@pytest.mark.criterion("once")
def test_each_entry_once(client):
    """Each entry appears exactly once, also with two users at a time."""
    numbers = {name: new_user(register(client, name)(), name) for name in ("Sophie", "Emmy")}
    watched(client, "Maryam")
    seen = watched(client, "Shafi")  # a mail that was added twice is sent by now
    found = entries(seen.probes[-1].response)
    for name, number in numbers.items():
        for entry in (f"email:{mail(name)}", f"activity:{number}:user_created"):
            expect.that(
                found.count(entry) == 1,
                f"{entry!r} stands in the log {found.count(entry)} times.",
                seen.probes[-1].response,
                expected="once",
                received=expect.show(found),
            )


@pytest.mark.criterion("bad-input")
@pytest.mark.parametrize(
    "body", [{"name": "Lise"}, {"email": "lise@example.com"}, {"name": 7, "email": "x@example.com"}]
)
def test_bad_input(client, body):
    """A body without a name and an email is refused with 422."""
    expect.refused(client.post("/users", json=body))


@pytest.mark.criterion("bad-input")
def test_bad_input_starts_nothing(client):
    """A refused registration starts no background work."""
    client.post("/users", json={"email": "nobody@example.com"})
    seen = watched(client, "Vera", SHORT)
    response = seen.probes[-1].response
    expect.that(
        "email:nobody@example.com" not in entries(response),
        "A registration that was refused with 422 has sent a mail all the same.",
        response,
        received=expect.show(entries(response)),
    )
