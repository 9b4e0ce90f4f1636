"""What surrounds a case: a secret, files, sockets and a process that it may neither touch nor tell."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import secrets
import shutil
import stat
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.hostile.bystander import Bystander
from tests.hostile.listeners import Listeners

LESSON = Path(__file__).parent / "lesson"
SHARED = tuple(Path(path) for path in ("/dev/shm", "/tmp", "/var/tmp", "/run", "/etc", "/", Path.home()))


class Bait:
    """Laid out afresh for one grading below `folder`; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.mark = secrets.token_hex(8)
        self.secret = secrets.token_hex(16)
        self.outside = folder / "outside"
        self.lesson = self.outside / "specs" / "lesson"  # what lies beside a lesson is hidden
        shutil.copytree(LESSON, self.lesson, ignore=shutil.ignore_patterns("__pycache__"))
        (self.outside / "ledger.txt").write_text("ana 90\nben 75\n")
        self._secret_file = self.outside / "secret.txt"
        self._secret_file.write_text(self.secret)
        self._secret_file.chmod(stat.S_IRUSR | stat.S_IWUSR)
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self.listeners = self._stack.enter_context(Listeners(self.outside, self.mark))
        self.bystander = self._stack.enter_context(Bystander(self.secret))
        self._before = _photograph(self.outside)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    def placeholders(self) -> dict[str, str]:
        """Return what stands for what in the sources of a case; the secret itself is never told."""
        return {
            "@SECRET_FILE@": str(self._secret_file),
            "@OUTSIDE@": str(self.outside),
            "@LESSON@": str(self.lesson),
            "@TCP_PORT@": str(self.listeners.tcp_port),
            "@UDP_PORT@": str(self.listeners.udp_port),
            "@UNIX_SOCKET@": str(self.listeners.unix),
            "@UNIX_DATAGRAM@": str(self.listeners.datagram),
            "@ABSTRACT_SOCKET@": self.listeners.abstract,
            "@BYSTANDER_PID@": str(self.bystander.pid),
            "@MARK@": self.mark,
        }

    def told(self, text: str) -> list[str]:
        """Say whether `text` tells the secret, plainly or thinly veiled."""
        raw = self.secret.encode()
        veiled = {self.secret, self.secret[::-1], raw.hex(), base64.b64encode(raw).decode().rstrip("=")[:-1]}
        return ["the report tells the secret"] if any(form in text for form in veiled) else []

    def disturbed(self) -> list[str]:
        """Say what was changed, reached or hurt since the bait was laid out."""
        after = _photograph(self.outside)
        changed = sorted(name for name in self._before | after if self._before.get(name) != after.get(name))
        left = [str(path) for folder in SHARED for path in _marked(folder, self.mark)]
        return [
            *(f"outside: {name} was changed" for name in changed),
            *(f"left behind: {path}" for path in left),
            *self.listeners.hits(),
            *self.bystander.harm(),
        ]


def _photograph(folder: Path) -> dict[str, tuple[int, int, int, str]]:
    """Return mode, times of change and content of everything below `folder`."""
    found = {}
    for path in sorted(folder.rglob("*")):
        known = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(known.st_mode) else ""
        found[path.relative_to(folder).as_posix()] = (
            known.st_mode,
            known.st_mtime_ns,
            known.st_ctime_ns,  # also changed by links, owners and attributes
            content,
        )
    return found


def _marked(folder: Path, mark: str) -> list[Path]:
    with contextlib.suppress(OSError):
        return [folder / name for name in os.listdir(folder) if mark in name]  # noqa: PTH208 (many names)
    return []
