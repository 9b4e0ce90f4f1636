"""Which requests a grading sends, told by the app itself: so it holds however the grader sends them."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.classroom import HandIn
from benchmarks.speed.measuring import MeasuringError
from grader.errors import GraderError
from grader.grading import grade
from grader.lesson import find_lesson, specs_folder
from grader.sandbox.settings import DEFENCES, SandboxSettings
from grader.submission import open_submission

RECORDER = """
import json, os, pathlib, time


class SpeedRecorder:
    began = None

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        parts = []

        async def heard():
            message = await receive()
            parts.append(message.get("body", b""))
            return message

        try:
            await self.app(scope, heard, send)
        finally:
            if scope["type"] == "http":
                self.note(scope, b"".join(parts))

    def note(self, scope, body):
        SpeedRecorder.began = SpeedRecorder.began or time.monotonic_ns()
        target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in scope["headers"]]
        told = [scope["method"], target.decode("latin-1"), headers, body.decode("latin-1")]
        with pathlib.Path({folder!r}, f"{SpeedRecorder.began:020}-{os.getpid()}").open("a") as file:
            file.write(json.dumps(told) + chr(10))


{app}.add_middleware(SpeedRecorder)
"""
FRAMING = {"content-length", "transfer-encoding", "connection"}


@dataclass(frozen=True)
class Request:
    """One request as the app saw it."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: str
    """All texts are Latin-1: each character is a byte."""

    def encoded(self) -> bytes:
        """Return it for the wire, on a connection of its own."""
        kept = [f"{name}: {value}" for name, value in self.headers if name.lower() not in FRAMING]
        sized = self.body or any(name.lower() in FRAMING - {"connection"} for name, _ in self.headers)
        length = [f"Content-Length: {len(self.body)}"] if sized else []
        lines = [f"{self.method} {self.target} HTTP/1.1", *kept, *length, "Connection: close", "", self.body]
        return "\r\n".join(lines).encode("latin-1")


Recording = tuple[tuple[Request, ...], ...]
"""The requests of each start of the app, in order."""


def record(handin: HandIn) -> Recording:
    """Grade a hand-in that writes down what it is asked.

    Raises:
        MeasuringError: it cannot be graded, or was asked nothing.
    """
    with _talkative(handin) as (folder, told):
        lesson = find_lesson(specs_folder(), handin.lesson)
        try:
            with open_submission(folder) as submission:
                grade(submission, lesson, SandboxSettings(without=DEFENCES))
        except GraderError as error:
            raise MeasuringError(f"{handin.folder}: {error}") from None
        starts = tuple(tuple(_read(file)) for file in sorted(told.iterdir()))
    if not starts:
        raise MeasuringError(f"{handin.folder}: the app was asked nothing")
    return starts


@contextmanager
def _talkative(handin: HandIn) -> Iterator[tuple[Path, Path]]:
    """Yield a copy of the hand-in that keeps a file for each start, and the folder of these files."""
    with tempfile.TemporaryDirectory(prefix="grade-speed-") as scratch:
        told, copy = Path(scratch, "told"), Path(scratch, "app")
        told.mkdir()
        shutil.copytree(handin.folder, copy)
        module, _, name = handin.app.partition(":")
        with (copy / f"{module}.py").open("a", encoding="utf-8") as file:
            file.write(RECORDER.replace("{folder!r}", repr(str(told))).replace("{app}", name))
        yield copy, told


def _read(file: Path) -> Iterator[Request]:
    for line in file.read_text(encoding="utf-8").splitlines():
        method, target, headers, body = json.loads(line)
        yield Request(method, target, tuple((name, value) for name, value in headers), body)
