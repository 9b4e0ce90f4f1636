"""What the page, the text, the redirect and the file must look like."""

import ast
from email.message import Message

import pytest

from grader.checks import expect
from grader.checks.failure import CheckFailed

REPORT = "reports/annual.pdf"
OWN_PLACE = {
    "__file__",
    "__path__",
    "__spec__",
    "importlib.resources",
    "importlib_resources",
    "getfile",
    "pkgutil",
}
"""Names by which a module can find out where it lies."""


def says(response, text):
    """Expect exactly this text as the body."""
    expect.that(
        response.text == text,
        "The body should be exactly the text of the assignment, without quotes around it.",
        response,
        expected=text,
        received=response.text[:300],
    )


@pytest.mark.criterion("html")
def test_html(client):
    """GET /html answers with the page, as text/html."""
    response = client.get("/html")
    expect.status(response, 200)
    expect.media_type(response, "text/html")
    says(response, "<h1>Hello World</h1>")


@pytest.mark.criterion("text")
def test_text(client):
    """GET /text answers with the text, as text/plain."""
    response = client.get("/text")
    expect.status(response, 200)
    expect.media_type(response, "text/plain")
    says(response, "Hello World")


@pytest.mark.criterion("redirect")
def test_redirect(client):
    """GET /redirect sends the client on to /new-location with 302."""
    response = client.get("/redirect")
    expect.status(response, 302)
    expect.header(response, "Location", "/new-location")


@pytest.mark.criterion("file")
def test_file(client, app):
    """GET /file answers with the bytes of the PDF, as application/pdf."""
    response = client.get("/file")
    expect.status(response, 200)
    expect.media_type(response, "application/pdf")
    report = app.read_file(REPORT)
    expect.that(
        response.content == report if report is not None else response.content.startswith(b"%PDF-"),
        f"The body should be the file {REPORT}, byte by byte.",
        response,
        expected=f"{len(report)} bytes" if report is not None else "a PDF",
        received=f"{len(response.content)} bytes, beginning with {response.content[:12]!r}",
    )


@pytest.mark.criterion("file-name")
def test_attachment(client):
    """The file is to be downloaded, under the name annual-report.pdf."""
    response = client.get("/file")
    expect.status(response, 200)
    received = response.headers.get("content-disposition")
    header = Message()
    header["content-disposition"] = received or "inline"
    expect.that(
        header.get_content_disposition() == "attachment" and header.get_filename() == "annual-report.pdf",
        "The header Content-Disposition should say that this is an attachment called annual-report.pdf.",
        response,
        expected='Content-Disposition: attachment; filename="annual-report.pdf"',
        received=f"Content-Disposition: {received}" if received else "no header Content-Disposition",
    )


@pytest.mark.criterion("file-found-anywhere")
def test_own_place(client, source):
    """The path of the file begins with the folder of the module."""
    expect.status(client.get("/file"), 200)
    if not any(names(node) & OWN_PLACE for tree in source.trees.values() for node in ast.walk(tree)):
        raise CheckFailed(
            "Nothing in your code asks where it lies, so the file is found only from one folder.",
            expected="a path that begins with the folder of the module, made of `__file__`",
            received="a path that begins in the folder in which the app was started",
        )


def names(node):
    """Return the names that a node of the syntax tree mentions."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case ast.Import(names=aliases):
            return {alias.name for alias in aliases}
        case ast.ImportFrom(module=str(module), names=aliases):
            return {module, *(f"{module}.{alias.name}" for alias in aliases)}
    return set()
