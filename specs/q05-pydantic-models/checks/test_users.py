"""What POST /users must accept, refuse and answer."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from grader.checks import expect
from grader.checks.failure import Blocked

ADA = {"name": "Ada Lovelace", "email": "ada@example.com", "age": 36, "is_active": False, "tags": ["maths"]}
FIELDS = ("id", "name", "email", "created_at")
FARTHEST = timedelta(hours=15)
"""Local time is at most 14 hours away from UTC."""


def accepted(client, changes):
    """Send a full user with these changes and expect that it is created."""
    response = client.post("/users", json=ADA | changes)
    expect.status(response, range(200, 300))
    return response


def refused(client, changes, loc):
    """Send a full user with these changes and expect a 422 that points at `loc`."""
    expect.refused(client.post("/users", json=ADA | changes), ["body", *loc])


@pytest.mark.criterion("user-created")
@pytest.mark.parametrize(
    ("name", "email"),
    [("Grace B. Hopper", "grace@example.com"), ("joan clarke", "joan.clarke@mail.example.org")],
    ids=["grace", "joan"],
)
def test_created(client, name, email):
    """A new user is answered with 201, an id, and the name and email that were sent."""
    response = client.post("/users", json=ADA | {"name": name, "email": email})
    expect.status(response, 201)
    expect.includes(response, {"id": int, "name": name, "email": email, "created_at": str})


@pytest.mark.criterion("user-created")
def test_ids_differ(client):
    """Two users get two ids, even if they are alike in everything else."""
    first = expect.includes(accepted(client, {}), {"id": int})["id"]
    response = accepted(client, {})
    second = expect.includes(response, {"id": int})["id"]
    expect.that(
        second != first,
        "Two users that were created one after the other got the same id.",
        response,
        expected="two different ids",
        received=f"{first} twice",
    )


@pytest.mark.criterion("four-fields")
def test_nothing_else(client):
    """The answer to a new user holds id, name, email and created_at, and nothing else."""
    response = client.post("/users", json=ADA)
    if not response.is_success:
        raise Blocked("POST /users did not succeed, so there is no answer to look at.")
    user = expect.data(response)
    extra = [key for key in user if key not in FIELDS] if isinstance(user, dict) else []
    told = f"The answer also holds {expect.show(extra)}, which was not asked for."
    expected = "only id, name, email and created_at"
    expect.that(not extra, told, response, expected=expected, received=expect.show(user))


def created_at(client):
    """Create a user; return the response and when the user was created, with UTC for an unknown time zone."""
    response = accepted(client, {})
    text = expect.includes(response, {"created_at": str})["created_at"]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    told = "`created_at` should be a date and a time in ISO 8601 form."
    expected = "something like 2026-03-01T09:30:00Z"
    whole = moment is not None and len(text) > len("2026-03-01")
    expect.that(whole, told, response, expected=expected, received=text[:100])
    return response, moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@pytest.mark.criterion("created-at")
def test_created_at(client):
    """`created_at` is the current date and time."""
    response, moment = created_at(client)
    now = datetime.now(UTC)
    told = "`created_at` should be the date and time at which the user was created: now."
    near = abs(now - moment) < FARTHEST
    shown = f"about {now:%Y-%m-%dT%H:%M:%S}, in whatever time zone"
    expect.that(near, told, response, expected=shown, received=moment.isoformat())


@pytest.mark.criterion("created-at")
def test_created_later(client):
    """A user who is created a second later has a later `created_at`."""
    _, first = created_at(client)
    time.sleep(1.1)
    response, second = created_at(client)
    told = "The second user was created more than a second after the first one,"
    expect.that(
        second > first,
        f"{told} but not according to `created_at`.",
        response,
        expected=f"later than {first.isoformat()}",
        received=second.isoformat(),
    )


@pytest.mark.criterion("only-required")
def test_minimal(client):
    """A name and an email address are enough."""
    response = client.post("/users", json={"name": "Hedy", "email": "hedy@example.com"})
    expect.status(response, range(200, 300))


@pytest.mark.criterion("only-required")
@pytest.mark.parametrize("field", ["name", "email"])
def test_required(client, field):
    """Without a name, or without an email address, a user is refused with 422."""
    user = {key: value for key, value in ADA.items() if key != field}
    expect.refused(client.post("/users", json=user), ["body", field])


@pytest.mark.criterion("name-length")
@pytest.mark.parametrize("length", [2, 100])
def test_name_fits(client, length):
    """Names of 2 and of 100 characters are accepted."""
    accepted(client, {"name": "n" * length})


@pytest.mark.criterion("name-length")
@pytest.mark.parametrize("length", [0, 1, 101])
def test_name_refused(client, length):
    """Names of fewer than 2 or more than 100 characters are refused with 422."""
    refused(client, {"name": "n" * length}, ["name"])


@pytest.mark.criterion("email-valid")
@pytest.mark.parametrize(
    "email", ["a@example.com", "ada.lovelace+news@mail.example.co.uk"], ids=["short", "long"]
)
def test_email_fits(client, email):
    """Valid email addresses are accepted."""
    expect.includes(accepted(client, {"email": email}), {"email": email})


@pytest.mark.criterion("email-valid")
@pytest.mark.parametrize(
    "email",
    [
        "ada",
        "ada@",
        "@example.com",
        "ada@example",
        "ada@@example.com",
        "ada l@example.com",
        "ada@exam ple.com",
        "",
    ],
    ids=["word", "no-domain", "no-name", "no-dot", "two-ats", "space", "space-in-domain", "empty"],
)
def test_email_refused(client, email):
    """What is no email address is refused with 422."""
    refused(client, {"email": email}, ["email"])


@pytest.mark.criterion("age-range")
@pytest.mark.parametrize("age", [0, 150, None])
def test_age_fits(client, age):
    """The ages 0 and 150, and null, are accepted."""
    accepted(client, {"age": age})


@pytest.mark.criterion("age-range")
@pytest.mark.parametrize("age", [-1, 151, 36.5, "old"])
def test_age_refused(client, age):
    """An age below 0, above 150, or that is no integer, is refused with 422."""
    refused(client, {"age": age}, ["age"])


@pytest.mark.criterion("other-fields")
@pytest.mark.parametrize(
    ("field", "value", "loc"),
    [
        ("is_active", "perhaps", ["is_active"]),
        ("is_active", None, ["is_active"]),
        ("tags", "maths", ["tags"]),
        ("tags", None, ["tags"]),
        ("tags", [["maths"]], ["tags", 0]),
        ("tags", ["maths", None], ["tags", 1]),
        ("name", None, ["name"]),
        ("email", None, ["email"]),
    ],
    ids=[
        "flag-text",
        "flag-null",
        "tags-text",
        "tags-null",
        "tag-list",
        "tag-null",
        "name-null",
        "email-null",
    ],
)
def test_kinds(client, field, value, loc):
    """A field of the wrong kind, or null where null is no value, is refused with 422."""
    refused(client, {field: value}, loc)


@pytest.mark.criterion("unusual-input")
def test_blank_name(client):
    """A name of blanks makes nothing crash: it is taken as it is, or refused."""
    expect.status(client.post("/users", json=ADA | {"name": "   "}), [201, 422])
