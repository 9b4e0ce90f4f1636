"""What the profile form must answer, and what the documentation shows."""

import pytest

from grader.checks import expect
from grader.checks.openapi import mapping

PNG = b"\x89PNG\r\n\x1a\n\x00\x01\xfe\xff"

FORMS = {
    "/login": "application/x-www-form-urlencoded",
    "/upload-profile": "multipart/form-data",
    "/token": "application/x-www-form-urlencoded",
}


def upload(client, fields, filename="me.png", content=PNG):
    """Send the profile form with a file."""
    return client.post("/upload-profile", data=fields, files={"avatar": (filename, content, "image/png")})


@pytest.mark.criterion("profile")
@pytest.mark.parametrize(
    ("name", "bio", "filename"),
    [
        ("Ann", "Likes tea", "me.png"),
        ("Zoë & Bob + co", "100 % a=b; c?", "summer 2024.final.JPG"),
        ("McDonald", "Two  blanks, and 日本", "a.b"),
    ],
    ids=["plain", "special", "capitals"],
)
def test_profile(client, name, bio, filename):
    """Name, bio and the name of the file come back."""
    response = upload(client, {"name": name, "bio": bio}, filename)
    expect.status(response, 200)
    expect.body(response, {"name": name, "bio": bio, "avatar": filename})


@pytest.mark.criterion("profile-bio")
def test_no_bio(client):
    """The bio may be missing: then it is null."""
    response = upload(client, {"name": "Ben"}, "ben.gif")
    expect.status(response, 200)
    expect.body(response, {"name": "Ben", "bio": None, "avatar": "ben.gif"})


@pytest.mark.criterion("profile-required")
def test_no_name(client):
    """A form without a name is refused with 422."""
    expect.refused(upload(client, {"bio": "Likes tea"}), ["body", "name"])


@pytest.mark.criterion("profile-required")
def test_no_avatar(client):
    """A form without a file is refused with 422."""
    form = {"name": (None, "Ann"), "bio": (None, "Likes tea")}
    expect.refused(client.post("/upload-profile", files=form), ["body", "avatar"])


@pytest.mark.criterion("profile-required")
def test_text_as_avatar(client):
    """A text in place of the file is refused with 422."""
    form = {"name": (None, "Ann"), "avatar": (None, "me.png")}
    expect.refused(client.post("/upload-profile", files=form), ["body", "avatar"])


@pytest.mark.criterion("profile-required")
def test_name_in_query(client):
    """A name in the query string is no form field."""
    files = {"avatar": ("me.png", PNG, "image/png")}
    response = client.post("/upload-profile", params={"name": "Ann"}, files=files)
    expect.refused(response, ["body", "name"])


def documented(openapi, path, key):
    """Return a part of what the documentation says on POST to this path."""
    item = mapping(openapi["paths"].get(path))
    return mapping(item.get("post")).get(key)


@pytest.mark.criterion("documented-forms")
def test_no_query(openapi):
    """The documentation shows no query parameters."""
    for path in FORMS:
        parameters = documented(openapi, path, "parameters") or []
        found = [p.get("name") for p in map(mapping, parameters) if p.get("in") == "query"]
        assert not found, (
            f"POST {path} documents the query parameter {found[0]}; its fields belong into the form."
        )


@pytest.mark.criterion("documented-forms")
def test_kinds(openapi):
    """The documentation shows of which kind each form is."""
    for path, kind in FORMS.items():
        content = mapping(mapping(documented(openapi, path, "requestBody")).get("content"))
        found = " and ".join(content) or "no form"
        assert kind in content, f"POST {path} should document {kind}; it documents {found}."
