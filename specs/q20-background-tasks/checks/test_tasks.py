"""What is done after the answer, judged by the order of the answers."""

import pytest

from grader.checks import expect
from grader.checks.failure import Blocked
from grader.checks.timeline import CLOCK, fail, first_good, in_order, until

SECONDS = 1.0
"""How long a mail takes."""
PATIENCE = 8.0
"""How long to wait for work that a right app has done after a second."""
SHORT = 3.0
"""The same, where a right app passes also when its work is not done by then."""
IN_VAIN = 1.5
"""The same, after `PATIENCE` seconds have shown that no mail ever comes."""
SUCCESS = range(200, 300)


class Waiting:
    """What is remembered from check to check: what it makes sense to wait for, and how long."""

    seconds = PATIENCE
    activities = True


@pytest.fixture(scope="module")
def waiting():
    """Return what the checks of this module wait for."""
    return Waiting()


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


def registered(response):
    """Return the id of a new user; whether the answer is all that is asked for is for other checks."""
    if response.status_code not in SUCCESS:
        raise Blocked("POST /users did not succeed, so there is no registration to look at.")
    user = expect.data(response)
    if not isinstance(user, dict) or not isinstance(user.get("id"), int | str):
        raise Blocked("POST /users did not answer with the id of the new user.")
    return user["id"]


def mailed(response, name):
    """Tell whether the log that an answer holds has the mail to the user called `name`."""
    return f"email:{mail(name)}" in entries(response)


def watched(client, waiting, name, seconds=PATIENCE, *, whole=False):
    """Register a user and read the log until their mail is in it, or `seconds` are over.

    With `whole`, until their activity is in it, too.
    """
    answers = []

    def send():
        answers.append(register(client, name)())
        return answers[0]

    def finished(response):
        if answers[0].status_code not in SUCCESS:
            return True
        found = entries(response)
        return mailed(response, name) and (
            not whole or f"activity:{registered(answers[0])}:user_created" in found
        )

    seen = until(send, log(client), finished, min(seconds, waiting.seconds))
    last = seen.probes[-1]
    if last.answered >= PATIENCE:
        kinds = {entry.partition(":")[0] for entry in entries(last.response)}
        waiting.seconds = PATIENCE if "email" in kinds else IN_VAIN
        waiting.activities = "activity" in kinds
    return seen


def see_mail(seen, waiting, name):
    """See that the mail to the user called `name` was logged at all."""
    registered(seen.responses[0])
    last = seen.probes[-1]
    if mailed(last.response, name):
        return
    if waiting.seconds < PATIENCE:
        raise Blocked("No mail is ever logged.")
    fail(
        f"{last.answered:.0f} seconds after the registration the log has no mail to the new user.",
        seen,
        expected=f"email:{mail(name)}",
        received=expect.show(entries(last.response)),
    )


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
    registered(seen.responses[0])
    if not ok:
        fail(
            "POST /users was answered when the mail had been sent already: the client waited for it.",
            seen,
            expected=f"an answer before the {SECONDS:g} s are over that a mail takes",
            received=f"an answer after {seen.elapsed:.2f} s",
        )


@pytest.mark.confirmed
@pytest.mark.criterion("work-is-done")
def test_work_is_done(client, app, waiting):
    """After a while the log holds both entries, the mail first."""
    app.restart()
    seen = watched(client, waiting, "Annie", whole=True)
    wanted = [f"email:{mail('Annie')}", f"activity:{registered(seen.responses[0])}:user_created"]
    found = entries(seen.probes[-1].response)
    mine = list(dict.fromkeys(entry for entry in found if entry in wanted))
    missing = [entry for entry in wanted if entry not in mine]
    if missing:
        fail(
            f"{PATIENCE:g} seconds after the registration the log lacks {' and '.join(map(repr, missing))}.",
            seen,
            expected=expect.show(wanted),
            received=expect.show(found),
        )
    if mine != wanted:
        fail(
            "The activity was logged before the mail was sent.",
            seen,
            expected=expect.show(wanted),
            received=expect.show(mine),
        )


@pytest.mark.confirmed
@pytest.mark.criterion("mail-takes-time")
def test_mail_takes_its_second(client, waiting):
    """The mail is logged when its second is over, not before."""
    seen = watched(client, waiting, "Dorothy")
    see_mail(seen, waiting, "Dorothy")
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
def test_log_is_free(client, waiting):
    """GET /log is answered while a mail is being sent."""
    names = ["Karen", "Evelyn", "Mary"]
    tried = []

    def attempt():
        tried.append(names[len(tried)])
        return watched(client, waiting, tried[-1])

    ok, seen = first_good(attempt, lambda seen: seen.longest_silence < SECONDS * 0.9)
    see_mail(seen, waiting, tried[-1])
    if not ok:
        fail(
            "While the mail was being sent, GET /log was not answered: the task blocks the event loop. "
            "Write a task that calls `time.sleep` with `def`, or await an asynchronous sleep.",
            seen,
            expected="answers to other requests in the meantime",
            received=f"no answer for {seen.longest_silence:.1f} s",
        )


@pytest.mark.criterion("once")
def test_each_entry_once(client, waiting):
    """Each entry appears exactly once, also with two users at a time."""
    numbers = {name: registered(register(client, name)()) for name in ("Sophie", "Emmy")}
    wanted = [f"email:{mail(name)}" for name in numbers]
    if len(set(numbers.values())) == len(numbers):  # that ids differ is for another check
        wanted += [f"activity:{number}:user_created" for number in numbers.values()]
    for name in ("Maryam", "Shafi"):  # a mail that was added twice is sent by then
        seen = watched(client, waiting, name, whole=waiting.activities)
        see_mail(seen, waiting, name)
    found = entries(seen.probes[-1].response)
    for entry in wanted:
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
def test_bad_input_starts_nothing(client, waiting):
    """A refused registration starts no background work."""
    client.post("/users", json={"email": "nobody@example.com"})
    seen = watched(client, waiting, "Vera", SHORT)
    response = seen.probes[-1].response
    expect.that(
        "email:nobody@example.com" not in entries(response),
        "A registration that was refused with 422 has sent a mail all the same.",
        response,
        received=expect.show(entries(response)),
    )
