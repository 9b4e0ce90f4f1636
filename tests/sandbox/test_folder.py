"""A working copy is read the same way wherever it lies; a far end that lies is no answer, soon."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox.folder import MOST_LIST, Folder, LocalFolder, RemoteFolder, open_folder
from grader.sandbox.inside import folderserver
from grader.sandbox.inside.workfolder import MOST_BYTES, MOST_FILES


@pytest.fixture(params=[LocalFolder, RemoteFolder])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Folder]:
    """One with the working copy of `app`."""
    (tmp_path / "w/app/inner").mkdir(parents=True)
    (tmp_path / "w/app/main.py").write_text("app")
    (tmp_path / "w/app/empty").touch()
    (tmp_path / "w/app/inner/big").write_bytes(b"x" * 1_000_000)
    (tmp_path / "w/app/link").symlink_to("/etc/passwd")
    descriptor = os.open(tmp_path, os.O_RDONLY)
    if request.param is RemoteFolder:
        near, far = socket.socketpair()
        server = threading.Thread(target=folderserver.serve, args=(descriptor, far.detach()))
        server.start()
        descriptor = near.detach()
    opened = open_folder(descriptor)
    assert isinstance(opened, request.param)
    yield opened
    opened.close()
    if request.param is RemoteFolder:
        server.join(5)
        assert not server.is_alive()


def test_local_and_remote_tell_the_same(folder: Folder) -> None:
    assert folder.list_files("app") == ("empty", "inner/big", "main.py")
    assert folder.read_file("app", "main.py") == b"app"
    assert folder.read_file("app", "empty") == b""
    assert folder.read_file("app", "inner/big") == b"x" * 1_000_000
    for nothing in ("none", "link", "../../x", "inner", "a\0b", "\ud800"):
        assert folder.read_file("app", nothing) is None, nothing
    assert folder.list_files("app"), "it still answers"


def size(number: int) -> bytes:
    return number.to_bytes(8, "big", signed=True)


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"\0\0",
        size(MOST_BYTES + 1) + b"x",
        size(2**62),
        size(5) + b"1",
        size(2) + b"[1",
        size(1) + b"7",
        size(3) + b"[7]",
        size(100_000) + b"[" * 100_000,
    ],
)
def test_a_far_end_that_lies_is_no_answer(told: bytes) -> None:
    near, far = socket.socketpair()
    remote = RemoteFolder(near, seconds=0.3)
    far.sendall(told)
    assert remote.list_files("app") == ()
    remote.close()
    far.close()


def test_answers_are_bounded() -> None:
    near, far = socket.socketpair()
    remote = RemoteFolder(near, seconds=5)
    names = b"[" + b'"a",' * MOST_FILES + b'"a"]'
    far.sendall(size(len(names)) + names)
    assert len(remote.list_files("app")) == MOST_FILES
    far.sendall(size(MOST_LIST + 1))
    began = time.monotonic()
    assert remote.list_files("app") == ()
    assert time.monotonic() - began < 2, "it is not even waited for"
    assert remote.read_file("app", "main.py") is None, "what comes later may be the rest of another answer"
    far.close()


def test_something_else_is_no_folder() -> None:
    readable, writable = os.pipe()
    with pytest.raises(ValueError, match="neither"):
        open_folder(readable)
    os.close(readable)
    os.close(writable)
