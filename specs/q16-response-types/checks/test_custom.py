"""What /custom must make for each request."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest

from grader.checks import expect

UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
MARGIN = timedelta(hours=27)
"""A time without a zone may be that of any place on earth."""


def moment(response):
    """Return the date that the answer tells; None when it is no date with a time in ISO format."""
    text = expect.includes(response, {"date": str})["date"]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)) if ":" in text else None


@pytest.mark.criterion("custom")
def test_custom(client):
    """GET /custom answers 200 with a date and an id, as JSON."""
    response = client.get("/custom")
    expect.status(response, 200)
    expect.body(response, {"date": str, "id": str})
    expect.media_type(response, "application/json")


@pytest.mark.criterion("custom")
def test_date(client):
    """The date is that of today, with the time, in ISO format."""
    response = client.get("/custom")
    expect.status(response, 200)
    found = moment(response)
    now = datetime.now(UTC)
    expect.that(
        found is not None and abs(found - now) < MARGIN,
        "The date should be the date and time of this request, in ISO format.",
        response,
        expected=f"a text such as {now.replace(tzinfo=None).isoformat()}",
        received=expect.show(expect.data(response).get("date")),
    )


@pytest.mark.criterion("custom")
def test_id(client):
    """The id is a UUID of version 4."""
    response = client.get("/custom")
    expect.status(response, 200)
    text = expect.includes(response, {"id": str})["id"]
    expect.that(
        UUID4.fullmatch(text.lower()),
        "The id should be a UUID of version 4, in groups of 8, 4, 4, 4 and 12 characters.",
        response,
        expected="a text such as 6f1c2e0a-0d0f-4d5c-9a55-0a3b3f3f9a11",
        received=expect.show(text),
    )


@pytest.mark.criterion("custom-fresh")
def test_fresh_id(client):
    """Each request gets another id."""
    responses = [client.get("/custom") for _ in range(3)]
    ids = {expect.includes(response, {"id": str})["id"] for response in responses}
    expect.that(
        len(ids) == len(responses),
        "Three requests should get three ids.",
        responses[-1],
        expected="three ids",
        received=", ".join(sorted(ids)),
    )


@pytest.mark.criterion("custom-fresh")
def test_fresh_date(client):
    """A later request gets a later time."""
    first = client.get("/custom")
    second = client.get("/custom")
    if moment(second) == moment(first):
        time.sleep(1.1)  # a time may be told in whole seconds
        second = client.get("/custom")
    earlier, later = moment(first), moment(second)
    expect.that(
        earlier and later and earlier < later,
        "A later request should get a later time.",
        second,
        expected=f"later than {expect.data(first)['date']}",
        received=expect.data(second)["date"],
    )
