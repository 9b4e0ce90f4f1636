"""What runs at the same time, judged by the order of the answers."""

import ast

import pytest

from grader.checks import expect
from grader.checks.failure import CheckFailed
from grader.checks.timeline import expect_free, expect_lasting, expect_overlap, fail, first_good, in_order

SECONDS = 0.6
"""What each slow endpoint sleeps."""
BODIES = {
    "/ping": {"message": "pong"},
    "/compute": {"result": 42},
    "/good": {"result": 49},
    "/wait": {"waited": 0.6},
}


def get(client, path):
    """Return what sends a GET request for `path`, and sees that it is answered."""
    return lambda: client.get(path)


def does_work(client, path):
    """See that `path` answers as asked, and not before its work can be done."""
    seen = in_order(get(client, path))
    response = seen.responses[0]
    expect.status(response, 200)
    expect.body(response, BODIES[path])
    told = f"GET {path} was answered before its {SECONDS:g} seconds of work can have been done."
    expect_lasting(seen, SECONDS, told)


def overlaps(client, path, advice):
    """See that three requests for `path` run at the same time."""
    seen = expect_overlap(
        [get(client, path)] * 3,
        SECONDS,
        f"Three requests for {path} were handled one after another. {advice}",
    )
    for response in seen.responses:
        expect.body(response, BODIES[path])


def holds_up_nobody(client, path, advice):
    """See that other requests are answered while `path` is at work."""
    expect.status(client.get(path), 200)
    expect_free(
        get(client, path),
        get(client, "/ping"),
        SECONDS,
        f"While GET {path} was at work, no other request was answered. {advice}",
    )


@pytest.mark.criterion("ping")
def test_ping(client):
    """GET /ping answers with pong, at once."""
    ok, seen = first_good(lambda: in_order(get(client, "/ping")), lambda timeline: timeline.elapsed < SECONDS)
    response = seen.responses[0]
    expect.status(response, 200)
    expect.body(response, BODIES["/ping"])
    if not ok:
        fail("GET /ping takes as long as the slow endpoints.", seen, expected="an answer at once")


@pytest.mark.criterion("compute-works")
def test_compute(client):
    """GET /compute does its work and answers 42."""
    does_work(client, "/compute")


@pytest.mark.criterion("good-works")
def test_good(client):
    """GET /good does its work and answers 49."""
    does_work(client, "/good")


@pytest.mark.criterion("wait-works")
def test_wait(client):
    """GET /wait waits and says so."""
    does_work(client, "/wait")


@pytest.mark.confirmed
@pytest.mark.criterion("compute-free")
def test_compute_overlaps(client):
    """Three requests for /compute run at the same time."""
    overlaps(client, "/compute", "Declare it with `def`, so that FastAPI runs it in a thread.")


@pytest.mark.confirmed
@pytest.mark.criterion("compute-free")
def test_compute_holds_up_nobody(client):
    """/ping is answered while /compute is at work."""
    holds_up_nobody(client, "/compute", "Declare it with `def`, so that FastAPI runs it in a thread.")


@pytest.mark.confirmed
@pytest.mark.criterion("good-free")
def test_good_overlaps(client):
    """Three requests for /good run at the same time."""
    overlaps(client, "/good", "Await a thread that calls the function.")


@pytest.mark.confirmed
@pytest.mark.criterion("good-free")
def test_good_holds_up_nobody(client):
    """/ping is answered while /good is at work."""
    holds_up_nobody(client, "/good", "Await a thread that calls the function.")


@pytest.mark.confirmed
@pytest.mark.criterion("wait-free")
def test_wait_overlaps(client):
    """Three requests for /wait run at the same time."""
    overlaps(client, "/wait", "Await an asynchronous sleep.")


@pytest.mark.confirmed
@pytest.mark.criterion("wait-free")
def test_wait_holds_up_nobody(client):
    """/ping is answered while /wait is at work."""
    holds_up_nobody(client, "/wait", "Await an asynchronous sleep.")


@pytest.mark.criterion("no-blocking-call")
def test_no_sleep_in_async(source):
    """No function that is declared with `async def` calls `time.sleep`."""
    for file, function in source.functions():
        if isinstance(function, ast.AsyncFunctionDef):
            for line in blocking_sleeps(function, sleep_names(source.trees[file])):
                raise CheckFailed(
                    f"{file}, line {line}: `{function.name}` is an `async def` and calls `time.sleep`.",
                    expected="await asyncio.sleep(...), or a thread for the blocking call",
                )


def sleep_names(tree):
    """Return how a module spells `time.sleep`."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {f"{one.asname or one.name}.sleep" for one in node.names if one.name == "time"}
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            names |= {one.asname or one.name for one in node.names if one.name == "sleep"}
    return names


def blocking_sleeps(function, names):
    """Yield the lines where the function itself calls a blocking sleep; functions inside it may."""
    queue = list(function.body)
    while queue:
        node = queue.pop(0)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            yield node.lineno
        queue += ast.iter_child_nodes(node)
