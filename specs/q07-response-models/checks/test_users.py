"""What the answers of the user store may hold."""

import pytest

from grader.checks import expect
from grader.checks.contract.endpoint import read_contents
from grader.checks.contract.matching import shape
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.openapi import Document, mapping
from grader.checks.schemas import read_schema

NOBODY = 987654321
"""An id that no app will have given away."""

PASSWORD = "Correct-Horse-77-Battery"  # noqa: S105 (the one that must not come back)
SUCCESS = range(200, 300)
FIELDS = ("id", "name", "email", "bio")


def post_user(client, name):
    """Send a new user called `name`, with an address of their own."""
    person = {"name": name, "email": f"{name.lower()}@example.com", "password": PASSWORD}
    return person, client.post("/users", json=person)


def create(client, name):
    """Create a user and return what is known of them; without an id nothing else can be asked."""
    person, response = post_user(client, name)
    user = expect.data(response) if response.status_code in SUCCESS else None
    if not isinstance(user, dict) or not isinstance(user.get("id"), int):
        raise Blocked("POST /users did not create a user with an id.")
    return {"id": user["id"], "name": person["name"], "email": person["email"]}


def patch(client, user, changes):
    """Change some fields of a user."""
    response = client.patch(f"/users/{user['id']}", json=changes)
    expect.status(response, SUCCESS)
    return response


@pytest.mark.criterion("create-user")
def test_create(client):
    """A new user comes back with an id, their name and email, and a bio that is null."""
    person, response = post_user(client, "Ada")
    expect.status(response, SUCCESS)
    expect.includes(response, {"id": int, "name": "Ada", "email": person["email"], "bio": None})


@pytest.mark.criterion("create-user")
def test_ids_differ(client):
    """Two users get two ids."""
    first, (_, second) = create(client, "Grace"), post_user(client, "Joan")
    other = expect.includes(second, {"id": int})["id"]
    expect.that(other != first["id"], "Two different users got the same id.", second, expected="two ids")


@pytest.mark.criterion("create-private")
def test_create_is_private(client):
    """The answer to a new user holds id, name, email and bio, and nothing else."""
    _, response = post_user(client, "Edith")
    if response.status_code not in SUCCESS:
        raise Blocked("POST /users did not succeed, so there is no answer to look at.")
    expect.lacks(response, PASSWORD, "password")
    user = expect.data(response)
    extra = [key for key in user if key not in FIELDS] if isinstance(user, dict) else []
    told = f"The answer holds {expect.show(extra)}, which nobody asked for."
    expect.that(
        not extra, told, response, expected="only id, name, email and bio", received=expect.show(user)
    )


@pytest.mark.criterion("list-users")
def test_list(client):
    """The list holds every user with id, name, email and bio, and no password."""
    people = [create(client, "Hedy"), create(client, "Radia")]
    response = client.get("/users")
    expect.status(response, SUCCESS)
    expect.lacks(response, PASSWORD, "password")
    users = expect.body(response, list)
    for person in people:
        wanted = {**person, "bio": None}
        found = [user for user in users if isinstance(user, dict) and user.get("id") == person["id"]]
        difference = expect.mismatch([wanted], found, f"the list of users with the id {person['id']}")
        expect.that(
            not difference, difference, response, expected=expect.show(wanted), received=expect.show(found)
        )


@pytest.mark.criterion("read-without-email")
def test_read(client):
    """One user is shown with id, name and bio, without email and password."""
    user = create(client, "Karen")
    response = client.get(f"/users/{user['id']}")
    expect.status(response, SUCCESS)
    expect.lacks(response, PASSWORD, "password")
    expect.body(response, {"id": user["id"], "name": "Karen", "bio": None})


@pytest.mark.criterion("patch-subset")
def test_patch_keeps_the_rest(client):
    """A PATCH changes what it names, for good, and leaves the rest as it was."""
    user = create(client, "Margaret")
    renamed = patch(client, user, {"name": "Margaret H."})
    expect.includes(renamed, {**user, "name": "Margaret H."})
    described = patch(client, user, {"bio": "Wrote the software of Apollo."})
    expect.includes(described, {**user, "name": "Margaret H.", "bio": "Wrote the software of Apollo."})


@pytest.mark.criterion("patch-subset")
@pytest.mark.parametrize("field", ["name", "email", "password"])
def test_patch_takes_any_field(client, field):
    """Each field can be changed alone."""
    patch(client, create(client, f"Barbara-{field[0]}"), {field: "new@example.com"})


@pytest.mark.criterion("patch-only-set")
def test_patch_shows_only_what_was_set(client):
    """Before the bio was ever set, the answer to a PATCH has no bio."""
    user = create(client, "Annie")
    response = patch(client, user, {"name": "Annie E."})
    expect.lacks(response, PASSWORD, "password")
    expect.body(response, {**user, "name": "Annie E."})


@pytest.mark.criterion("patch-only-set")
def test_patch_hides_a_new_password(client):
    """A new password is taken and not shown."""
    user = create(client, "Frances")
    response = patch(client, user, {"password": f"{PASSWORD}-2"})
    expect.lacks(response, PASSWORD, "password")
    expect.body(response, user)


@pytest.mark.criterion("patch-null-shown")
def test_patch_shows_null(client):
    """A bio that was set to null is shown as null."""
    user = create(client, "Jean")
    expect.includes(patch(client, user, {"bio": None}), {"bio": None})
    expect.includes(patch(client, user, {"name": "Jean B."}), {"bio": None})


@pytest.mark.criterion("documented")
def test_no_password_is_documented(openapi):
    """The documented answer of GET /users/{id} has no field for the password."""
    document = Document(openapi)
    for operation in document.operations():
        if operation.method == "GET" and shape(operation.path) == "/users/{}":
            secrets = [name for name in documented_fields(document, operation) if "password" in name.lower()]
            if secrets:
                shown = expect.show(secrets[0])
                told = f"{operation}: the documented answer has the field {shown}."
                raise CheckFailed(told, expected="a response model without the password", received=shown)


def documented_fields(document, operation):
    """Name the fields of each documented answer that is a success."""
    answers = mapping(operation.node.get("responses"))
    for node in (answers[code] for code in answers if str(code).startswith("2")):
        for schema in read_contents(document.resolve(node)).values():
            for alternative in read_schema(document, schema).alternatives:
                yield from alternative.properties


@pytest.mark.criterion("bad-input")
@pytest.mark.parametrize("field", ["name", "email", "password"])
def test_required(client, field):
    """A new user without name, email or password is refused with 422."""
    person = {"name": "Mary", "email": "mary@example.com", "password": PASSWORD}
    del person[field]
    expect.refused(client.post("/users", json=person), ["body", field])


@pytest.mark.criterion("bad-input")
@pytest.mark.parametrize(
    "changes",
    [{"name": None}, {"email": 7}, {"password": 7}, {"bio": 7}],
    ids=["null-name", "number", "password", "bio"],
)
def test_bad_patch(client, changes):
    """A PATCH with a field of a wrong kind is refused with 422."""
    user = create(client, f"Katherine-{next(iter(changes))}")
    expect.refused(client.patch(f"/users/{user['id']}", json=changes))


@pytest.mark.criterion("bad-input")
def test_missing(client):
    """A user who does not exist is answered with 404."""
    expect.status(client.get(f"/users/{NOBODY}"), 404)
    changes = {"name": "Nobody", "email": "nobody@example.com", "password": PASSWORD}
    expect.status(client.patch(f"/users/{NOBODY}", json=changes), 404)


@pytest.mark.criterion("bad-input")
def test_bad_id(client):
    """An id that is no integer is refused with 422."""
    expect.refused(client.get("/users/seven"))
