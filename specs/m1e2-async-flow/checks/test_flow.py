"""Who waits for what, judged by the order of the answers."""

import pytest

from grader.checks import expect
from grader.checks.timeline import ATTEMPTS, CLOCK, fail, first_good, in_order, together, until

SAVE, MAIL, AVATAR = 0.05, 0.5, 1.0
"""Seconds that each step takes."""
ALL = SAVE + MAIL + AVATAR
STEPS = ["db", "email", "avatar"]
PATIENCE = 8.0
"""How long to wait for work that a right app has done after one and a half seconds."""
SHORT = 4.0
"""The same, where a right app passes also when its work is not done by then."""
CROWD = 12
"""How many register at the same time."""


def register(client, name, path="/register"):
    """Return what registers a user."""
    return lambda: client.post(path, json={"email": mail(name)})


def mail(name):
    """Return the address of a user."""
    return f"{name}@example.com"


def done(client, name):
    """Return what asks for the steps that are done for a user."""
    return lambda: client.get(f"/done/{mail(name)}")


def steps(response):
    """Return the steps that an answer of /done holds."""
    expect.status(response, 200)
    found = expect.data(response)
    expect.that(
        isinstance(found, list) and all(isinstance(step, str) for step in found),
        "GET /done/{email} should answer with a list of strings.",
        response,
        expected=expect.show(STEPS),
        received=expect.show(found),
    )
    return found


def registered(response, name):
    """See that a registration was answered as asked."""
    expect.status(response, 201)
    expect.body(response, {"email": mail(name)})


def watched(client, name, seconds):
    """Register a user and ask for the steps until all are done, or `seconds` are over."""
    return until(
        register(client, name),
        done(client, name),
        lambda response: len(steps(response)) >= len(STEPS),
        seconds,
    )


@pytest.mark.criterion("answers")
def test_answers(client):
    """GET /answers tells both waiting times in milliseconds."""
    response = client.get("/answers")
    expect.status(response, 200)
    expect.body(response, {"sync_ms": 1550, "background_ms": 50})


@pytest.mark.criterion("done")
def test_nobody(client):
    """For an email that nobody has registered, no steps are done."""
    response = done(client, "nobody")()
    expect.status(response, 200)
    expect.body(response, [])


@pytest.mark.criterion("done")
def test_somebody_else(client):
    """A registration counts for its own email only."""
    register(client, "grace")()
    expect.body(done(client, "alan")(), [])


@pytest.mark.confirmed
@pytest.mark.criterion("sync-works")
def test_sync(client):
    """POST /register-sync answers when all three steps are done."""
    seen = in_order(register(client, "ada", "/register-sync"), done(client, "ada"))
    registered(seen.responses[0], "ada")
    took = seen.calls[0].answered - seen.calls[0].sent
    if took < ALL - CLOCK:
        fail(
            "POST /register-sync was answered before its three steps can have been done one after another.",
            seen,
            expected=f"an answer after {ALL:g} s or more",
            received=f"an answer after {took:.2f} s",
        )
    expect.body(seen.responses[1], STEPS)


@pytest.mark.confirmed
@pytest.mark.criterion("answer-first")
def test_answer_comes_first(client):
    """POST /register is answered before the mail can have been sent."""
    names = iter(["hedy", "radia", "barbara"])
    ok, seen = first_good(
        lambda: in_order(register(client, next(names))), lambda timeline: timeline.elapsed < MAIL - CLOCK
    )
    expect.status(seen.responses[0], 201)
    if not ok:
        fail(
            "POST /register was answered so late that the client has waited for more than the saving.",
            seen,
            expected=f"an answer before the {MAIL:g} s are over that a mail takes",
            received=f"an answer after {seen.elapsed:.2f} s",
        )


@pytest.mark.confirmed
@pytest.mark.criterion("saved-first")
def test_saved_first(client):
    """When POST /register is answered, the user is saved."""
    seen = in_order(register(client, "joan"), done(client, "joan"))
    registered(seen.responses[0], "joan")
    took = seen.calls[0].answered - seen.calls[0].sent
    found = steps(seen.responses[1])
    if took < SAVE - CLOCK or found[:1] != STEPS[:1]:
        fail(
            "POST /register was answered before the user was saved: if that fails now, nobody learns of it.",
            seen,
            expected=f"an answer after the {SAVE:g} s that the saving takes, with 'db' done",
            received=f"an answer after {took:.2f} s, with {expect.show(found)} done",
        )


@pytest.mark.confirmed
@pytest.mark.criterion("work-is-done")
def test_work_is_done(client, app):
    """After the answer the mail and then the avatar follow, each in its time and once."""
    app.restart()
    seen = watched(client, "annie", PATIENCE)
    for probe in seen.probes:
        found = steps(probe.response)
        for step, seconds in (("email", SAVE + MAIL), ("avatar", SAVE + AVATAR)):
            if step in found and probe.answered < seconds - 2 * CLOCK:
                fail(
                    f"The step {step!r} is said to be done before its time can be over.",
                    seen,
                    expected=f"no {step!r} in the first {seconds:g} s",
                    received=f"{step!r} after {probe.answered:.2f} s",
                )
    if found[1:] == [STEPS[2], STEPS[1]]:
        fail(
            "The avatar was done before the mail.",
            seen,
            expected=expect.show(STEPS),
            received=expect.show(found),
        )
    if found != STEPS:
        fail(
            f"{PATIENCE:g} seconds after a registration all steps should be done, in their order.",
            seen,
            expected=expect.show(STEPS),
            received=expect.show(found),
        )
    again = until(done(client, "annie"), done(client, "annie"), lambda r: steps(r) != STEPS, AVATAR + 0.2)
    if steps(again.probes[-1].response) != STEPS:
        fail(
            "After all three steps were done, one was done again.",
            again,
            expected=expect.show(STEPS),
            received=expect.show(steps(again.probes[-1].response)),
        )


@pytest.mark.confirmed
@pytest.mark.criterion("sync-free")
def test_sync_holds_up_nobody(client):
    """Three POST /register-sync run at the same time, and other requests are answered meanwhile."""
    names = ("karen", "evelyn", "mary")
    calls = [register(client, name, "/register-sync") for name in names]
    ok, seen = first_good(
        lambda: together(*calls, probe=lambda: client.get("/answers")),
        lambda timeline: timeline.elapsed < len(calls) * ALL and timeline.longest_silence < MAIL * 0.9,
    )
    for response, name in zip(seen.responses, names, strict=True):
        registered(response, name)
    if not ok:
        fail(
            "While POST /register-sync was at work, others had to wait: declare it with `def`, or await.",
            seen,
            expected=f"less than {len(calls) * ALL:g} s for three, and answers to others in between",
            received=f"{seen.elapsed:.1f} s for three, and no answer for {seen.longest_silence:.1f} s",
        )


@pytest.mark.confirmed
@pytest.mark.criterion("register-free")
def test_register_holds_up_nobody(client, app):
    """Others are answered while /register and its background work go on; a dozen register together."""
    free_in_the_background(client)
    saved_together(client, app)


def free_in_the_background(client):
    """See that requests are answered while the mail is sent and the avatar is made."""
    names = iter(["sophie", "emmy", "maryam"])
    ok, seen = first_good(
        lambda: watched(client, next(names), SHORT),
        lambda timeline: max(timeline.longest_silence, timeline.elapsed) < MAIL * 0.9,
    )
    if not ok:
        fail(
            "While the background work went on, no other request was answered: it blocks the event loop. "
            "Write a task that calls `time.sleep` with `def`, or await an asynchronous sleep.",
            seen,
            expected="answers to other requests in the meantime",
            received=f"no answer for {seen.longest_silence:.1f} s",
        )


def saved_together(client, app):
    """See that twelve users who register at the same time are saved at the same time."""

    def attempt():
        app.restart()  # nothing goes on in the background
        return together(*[register(client, f"user-{number}") for number in range(CROWD)])

    ok, seen = first_good(attempt, lambda timeline: timeline.elapsed < CROWD * SAVE)
    for number, response in enumerate(seen.responses):
        registered(response, f"user-{number}")
    if not ok:
        fail(
            f"{CROWD} registrations that came together were handled one after another.",
            seen,
            expected=f"less than the {CROWD * SAVE:g} s that {CROWD} savings take in a row",
            received=f"{seen.elapsed:.2f} s, and no less in {ATTEMPTS} attempts",
        )


@pytest.mark.criterion("bad-input")
@pytest.mark.parametrize("path", ["/register", "/register-sync"])
@pytest.mark.parametrize("body", [{"name": "Lise"}, {"email": 7}], ids=["missing", "number"])
def test_bad_input(client, path, body):
    """A body without an email is refused with 422."""
    expect.refused(client.post(path, json=body))
