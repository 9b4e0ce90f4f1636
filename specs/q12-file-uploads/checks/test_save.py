"""Files that are stored: all of it, nowhere else, and piece by piece."""

import io
from pathlib import PurePosixPath

import pytest

from grader.checks import expect

CONTENT = bytes(reversed(range(256))) * 8192 + b"\r\n--end"
"""Larger than two MiB, and no text."""
LARGE = 200_000_000
GROWTH = LARGE // 2
"""How many bytes the app's memory may grow while it stores a large file; a right app needs a few."""
SECONDS = 60
"""What the large upload may take, on a very busy machine."""


def save(client, name, content, **options):
    """Send a file to be stored."""
    return client.post("/upload/save", files={"file": (name, content, "application/octet-stream")}, **options)


def stored(app, name):
    """Return the paths at which a file of this name lies in a folder called `uploads`."""
    wanted = PurePosixPath("uploads", name).parts
    return [path for path in app.list_files() if PurePosixPath(path).parts[-len(wanted) :] == wanted]


def holds(app, response, content):
    """See that the file which the answer names lies in `uploads` and has this content."""
    name = expect.body(response, {"saved": str})["saved"]
    places = [path for path in stored(app, name) if not path.startswith("../")]
    expect.that(
        places,
        f"There is no file {f'uploads/{name}'!r} after the answer.",
        response,
        expected=f"uploads/{name}",
        received=", ".join(path for path in app.list_files() if not path.endswith(".py"))[:300]
        or "no new file",
    )
    found = app.read_file(places[0]) or b""
    expect.that(
        found == content,
        f"{f'uploads/{name}'!r} is not what was sent.",
        response,
        expected=f"{len(content)} bytes, the same as in the request",
        received=f"{len(found)} bytes" + (", with other content" if len(found) == len(content) else ""),
    )


@pytest.mark.criterion("save")
def test_save(client, app):
    """A file is stored in `uploads` under its name."""
    response = save(client, "report-7.txt", b"A short text.\r\n")
    expect.status(response, 200)
    expect.body(response, {"saved": "report-7.txt"})
    holds(app, response, b"A short text.\r\n")


@pytest.mark.criterion("save")
@pytest.mark.parametrize(
    ("name", "content"), [("photo.raw", CONTENT), ("nothing.dat", b"")], ids=["binary", "empty"]
)
def test_save_another(client, app, name, content):
    """Any file is stored byte by byte, and a second one leaves the first as it is."""
    first = save(client, f"before-{name}", b"one")
    expect.status(first, 200)
    second = save(client, name, content)
    expect.status(second, 200)
    holds(app, second, content)
    holds(app, first, b"one")


@pytest.mark.criterion("stays-inside")
@pytest.mark.parametrize(
    "name",
    ["../escape-1.txt", "../../escape-2.txt", "....//escape-3.txt", "x/../../escape-4.txt", "x/escape-5.txt"],
)
def test_stays_inside(client, app, name):
    """Whatever the name of a file is, nothing is written outside `uploads`."""
    save(client, "ordinary.txt", b"I am where I belong.")
    response = save(client, name, b"I should not be here.")
    plain = PurePosixPath(name).name
    outside = [
        path
        for path in app.list_files()
        if path.endswith(plain) and (path.startswith("../") or "uploads" not in PurePosixPath(path).parts)
    ]
    expect.that(
        not outside,
        f"A file called {name!r} was written outside the folder `uploads`.",
        response,
        expected="a file in `uploads`, or a refusal",
        received=f"the file {', '.join(outside)}",
    )
    expect.status(response, {200, 400, 422})
    if response.status_code == 200:
        holds(app, response, b"I should not be here.")


class LargeFile(io.RawIOBase):
    """A file of `LARGE` bytes that is made while it is read."""

    block = bytes(range(14, 256)) * 300

    def __init__(self):
        """Begin at the beginning."""
        self._at = 0

    def tell(self):
        """Return the place of the next byte."""
        return self._at

    def seek(self, offset, whence=io.SEEK_SET):
        """Go to a place, from the beginning or from the end."""
        self._at = offset + (LARGE if whence == io.SEEK_END else 0)
        return self._at

    def read(self, size=-1):
        """Return the next `size` bytes, fewer at the end."""
        left = LARGE - self._at
        size = min(left if size < 0 else size, left, len(self.block))
        self._at += size
        return self.block[:size]


@pytest.mark.confirmed
@pytest.mark.criterion("piece-by-piece")
def test_memory(client, app):
    """A file of 200 MB is stored piece by piece: memory does not grow by its size."""
    expect.status(save(client, "small.bin", CONTENT), 200)
    before = app.peak_memory()
    response = save(client, "large.bin", LargeFile(), extensions={"seconds": SECONDS})
    expect.status(response, 200)
    after = app.peak_memory()
    if before is None or after is None:
        return  # this system does not tell: nobody is charged for it
    expect.that(
        after - before < GROWTH,
        f"While a file of {megabytes(LARGE)} was stored, the app's memory grew by more than half of that: "
        "the file was read as a whole.",
        response,
        expected="a few MB more, however large the file",
        received=f"more than {megabytes(GROWTH)} more",
    )


def megabytes(size):
    """Write a size in bytes as megabytes."""
    return f"{size // 1_000_000} MB"
