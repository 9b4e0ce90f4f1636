"""Files that are described: name, content type and size."""

import pytest

from grader.checks import expect

BINARY = bytes(range(256)) * 8192 + b"\xff\x00end"
"""Larger than two MiB, and no text."""


@pytest.mark.criterion("upload")
@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("notes.txt", b"five!", "text/plain"),
        ("My holiday.jpeg", b"This is no real picture.", "image/jpeg"),
        ("data", b'{"a": 1}', "application/x-lesson"),
    ],
    ids=["text", "picture", "own-type"],
)
def test_description(client, name, content, kind):
    """POST /upload tells the name, the content type and the size of a file."""
    response = client.post("/upload", files={"file": (name, content, kind)})
    expect.status(response, 200)
    expect.body(response, {"filename": name, "content_type": kind, "size": len(content)})


@pytest.mark.criterion("size")
@pytest.mark.parametrize("content", [BINARY, b"", "größer".encode()], ids=["binary", "empty", "utf-8"])
def test_size(client, content):
    """The size is counted in bytes, of any file."""
    response = client.post("/upload", files={"file": ("data.bin", content, "application/octet-stream")})
    expect.status(response, 200)
    expect.includes(response, {"size": len(content)})


@pytest.mark.criterion("missing-file")
@pytest.mark.parametrize("path", ["/upload", "/upload/save"])
def test_other_field(client, path):
    """A form without the field `file` is refused with 422."""
    expect.refused(client.post(path, files={"document": ("a.txt", b"abc", "text/plain")}), ["body", "file"])


@pytest.mark.criterion("missing-file")
@pytest.mark.parametrize("path", ["/upload", "/upload/save"])
def test_json(client, path):
    """JSON in place of a form is refused with 422."""
    expect.refused(client.post(path, json={"file": "notes.txt"}), ["body", "file"])


@pytest.mark.criterion("multiple")
@pytest.mark.parametrize(
    "files",
    [
        [("zulu.txt", b"12345"), ("alpha.bin", b"\xff\x00")],
        [("only.txt", b"abc")],
        [("same.txt", b"1"), ("other.txt", b""), ("same.txt", b"1234")],
    ],
    ids=["two", "one", "same-name"],
)
def test_multiple(client, files):
    """Every file is listed, in the order in which they were sent."""
    parts = [("files", (name, content, "application/octet-stream")) for name, content in files]
    response = client.post("/upload/multiple", files=parts)
    expect.status(response, 200)
    expect.body(response, [{"filename": name, "size": len(content)} for name, content in files])


@pytest.mark.criterion("multiple-missing")
def test_no_files(client):
    """A form without the field `files` is refused with 422."""
    response = client.post("/upload/multiple", files={"file": ("a.txt", b"abc", "text/plain")})
    expect.refused(response, ["body", "files"])


PICTURE = {"file": ("cat.png", b"\x89PNG no real picture", "image/png")}


@pytest.mark.criterion("metadata")
@pytest.mark.parametrize("title", ["My cat", "Zwölf & eins"])
def test_metadata(client, title):
    """File, title and description of one form come back together."""
    form = {"title": title, "description": "On the sofa"}
    response = client.post("/upload/with-metadata", files=PICTURE, data=form)
    expect.status(response, 200)
    expect.body(response, form | {"filename": "cat.png"})


@pytest.mark.criterion("no-description")
def test_no_description(client):
    """A description that was not sent is null."""
    response = client.post("/upload/with-metadata", files=PICTURE, data={"title": "Alone"})
    expect.status(response, 200)
    expect.body(response, {"title": "Alone", "description": None, "filename": "cat.png"})


@pytest.mark.criterion("metadata-required")
@pytest.mark.parametrize("path", ["/upload/with-metadata", "/upload/with-metadata?title=Here"])
def test_no_title(client, path):
    """A form without a title is refused with 422, also when the URL has one."""
    response = client.post(path, files=PICTURE, data={"description": "No title"})
    expect.refused(response, ["body", "title"])


@pytest.mark.criterion("metadata-required")
def test_no_file(client):
    """A form without the file is refused with 422."""
    other = {"document": ("cat.png", b"abc", "image/png")}
    response = client.post("/upload/with-metadata", files=other, data={"title": "No file"})
    expect.refused(response, ["body", "file"])
