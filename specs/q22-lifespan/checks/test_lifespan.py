"""What happens at the start and at the end, seen from outside."""

from pathlib import PurePosixPath

import pytest

from grader.checks import expect
from grader.checks.failure import CheckFailed

LOG = "lifecycle.log"
SECONDS = 10.0
"""How long the app may take to end; a right one needs none of them."""
BODIES = {"/users": [{"name": "Alice"}], "/model": {"model": "loaded"}}


def answers(client, path):
    """See that a path answers as asked; return the response."""
    response = client.get(path)
    expect.status(response, 200)
    expect.body(response, BODIES[path])
    return response


def runs(app):
    """Return the lines of lifecycle.log, one list per run of the app; None when there is no such file.

    A run ends with `shutdown`; the last list is that of a run which has not ended.
    """
    places = [path for path in app.list_files() if PurePosixPath(path).name == LOG and path[:3] != "../"]
    if not places:
        return None
    found = [[]]
    for line in (app.read_file(places[0]) or b"").decode(errors="replace").split("\n"):
        if line.strip():
            found[-1].append(line.strip()[:100])
        if line.strip() == "shutdown":
            found.append([])
    return found


def told(found):
    """Write what lifecycle.log holds."""
    if found is None:
        return f"no file {LOG}"
    lines = [line for run in found for line in run]
    return " / ".join(lines[-8:]) or f"{LOG} is empty"


def ended(client, app):
    """Answer a request, end the app; return whether it has ended, and the log of its runs that did."""
    client.get("/users")
    done = app.stop(SECONDS)
    return done, runs(app)


@pytest.mark.criterion("users")
def test_users(client):
    """GET /users answers with Alice."""
    answers(client, "/users")


@pytest.mark.criterion("model")
def test_model(client):
    """GET /model says that the model is loaded."""
    answers(client, "/model")


@pytest.mark.criterion("shared")
@pytest.mark.parametrize("path", ["/users", "/model"])
def test_again(client, path):
    """The same answer comes again and again: every request finds the same state."""
    for _ in range(3):
        answers(client, path)


@pytest.mark.criterion("startup")
def test_startup(app):
    """When the app has started, and before the first request, `startup` is in lifecycle.log."""
    app.restart()
    found = runs(app)
    if not found or "startup" not in {line for run in found for line in run}:
        raise CheckFailed(
            f"The app has started, and {LOG} does not say so.",
            expected="the line startup, before the first request",
            received=told(found),
        )


def while_running(client, app):
    """Return the log of the runs after a fresh start and a few requests."""
    app.restart()
    for path in ("/users", "/model", "/users"):
        client.get(path)
    return runs(app) or [[]]


@pytest.mark.criterion("once")
def test_no_early_shutdown(client, app):
    """While the app answers requests, lifecycle.log tells of no end."""
    found = while_running(client, app)
    if not found[-1]:
        raise CheckFailed(
            f"The app is still running, and {LOG} ends with a shutdown already.",
            expected="startup as the last line",
            received=told(found),
        )


@pytest.mark.criterion("once")
def test_started_once(client, app):
    """However many requests there are, lifecycle.log holds one `startup` of this run, and nothing else."""
    found = while_running(client, app)
    if found[-1] and found[-1] != ["startup"]:
        raise CheckFailed(
            f"After a start and three requests, {LOG} should hold one startup and nothing else.",
            expected="startup",
            received=told(found),
        )


@pytest.mark.criterion("shutdown")
def test_shutdown(client, app):
    """After the app has ended, lifecycle.log ends with `shutdown`."""
    _, found = ended(client, app)
    if not found or len(found) < 2 or found[-1]:  # behind a shutdown a new list begins
        raise CheckFailed(
            f"The app was asked to end, as with Ctrl-C, and {LOG} does not tell of its end.",
            expected="startup / shutdown",
            received=told(found),
        )


@pytest.mark.criterion("shutdown")
def test_start_is_still_told(client, app):
    """After the app has ended, the one line before `shutdown` is the `startup` of this run."""
    _, found = ended(client, app)
    if found and len(found) > 1 and not found[-1] and found[-2] != ["startup", "shutdown"]:
        raise CheckFailed(
            f"The app has started once and ended once, and {LOG} tells it otherwise.",
            expected="startup / shutdown",
            received=told(found),
        )


@pytest.mark.criterion("clean-end")
def test_clean_end(client, app):
    """The app ends when it is asked to, without an error."""
    done, _ = ended(client, app)
    if not done:
        raise CheckFailed(
            f"The app was asked to end, as with Ctrl-C, and was still there {SECONDS:g} seconds later.",
            expected="the end of the app",
        )
    if "Application shutdown failed" in app.log():
        raise CheckFailed(
            "What your lifespan does at the end raised an error; the app's output names it.",
            expected="an end without an error",
        )
