"""Whether the stream is a stream: judged by what came when, and by what overlapped."""

from itertools import pairwise
from statistics import median

import pytest

from grader.checks import expect
from grader.checks.timeline import expect_overlap, fail, first_good, in_order

CHUNK = b"video chunk data"
WHOLE = CHUNK * 10
PAUSES = 0.9
"""Seconds that the nine pauses between ten chunks take at least."""
SPREAD = 0.6
"""So far apart the first and the last part must come: less, as parts may be delayed on their way."""
FEWEST = 4
"""Parts that come at different times: fewer than ten, as parts may join on their way."""
LONGEST = 0.5
"""Seconds from one part to the next, for half of them: five times as long as asked, as machines are busy."""


def complete(response):
    """Expect the whole stream."""
    expect.status(response, 200)
    expect.that(
        response.content == WHOLE,
        f"The body should be {CHUNK.decode()!r} ten times, 160 bytes in all.",
        response,
        expected="160 bytes",
        received=f"{len(response.content)} bytes, beginning with {response.content[:20]!r}",
    )


def spread(response):
    """Return how many parts came, and how many seconds lay between the first and the last."""
    times = arrivals(response)
    return len(times), times[-1] - times[0] if times else 0.0


def arrivals(response):
    """Return when each part came, in seconds."""
    return [at for at, _ in response.extensions["arrivals"]]


def paced(timeline):
    """Did the parts come one by one, with pauses of about the right length?"""
    response = timeline.responses[0]
    parts, seconds = spread(response)
    if parts < FEWEST or seconds < SPREAD:
        return False
    return median(later - earlier for earlier, later in pairwise(arrivals(response))) < LONGEST


@pytest.mark.criterion("stream")
def test_whole(client):
    """GET /stream answers with the ten chunks, as video/mp4."""
    response = client.get("/stream")
    complete(response)
    expect.media_type(response, "video/mp4")


@pytest.mark.confirmed
@pytest.mark.criterion("stream-in-parts")
def test_parts(client):
    """The chunks come one by one, the first one while the last ones are still to be made."""
    ok, seen = first_good(lambda: in_order(lambda: client.get("/stream")), paced)
    response = seen.responses[0]
    complete(response)
    if not ok:
        parts, seconds = spread(response)
        late = seconds < SPREAD and seen.elapsed >= PAUSES
        came = "Yours came all together, after all the pauses" if late else "Yours did not"
        fail(
            f"The chunks should come one by one, 0.1 seconds apart, each as soon as it is made. {came}.",
            seen,
            expected="ten parts, about 0.9 s from the first to the last",
            received=f"{parts} part{'s' * (parts != 1)}, {seconds:.1f} s from the first to the last",
        )
    # As it came over the wire: httpx writes a length of its own into `response.headers`.
    sent = {name.lower(): value for name, value in response.extensions["exchanges"][-1].response_headers}
    length = sent.get("content-length")
    expect.that(
        length is None,
        "A stream does not know its length in advance, so there should be no header Content-Length.",
        response,
        expected="no header Content-Length",
        received=f"Content-Length: {length}",
    )


@pytest.mark.confirmed
@pytest.mark.criterion("stream-for-many")
def test_many(client):
    """Four clients can watch at the same time."""
    seen = expect_overlap(
        [lambda: client.get("/stream")] * 4,
        PAUSES,
        "Four streams at the same time were sent one after another: while one waits, the others must go on.",
    )
    for response in seen.responses:
        complete(response)
