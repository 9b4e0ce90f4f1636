"""What goes into a sandbox: the submission's files and the lesson's stand-ins, as one file.

It travels as the descriptor of a temporary file, so nothing of this machine's folders need be seen inside.
`inside.workfolder.make` lays it out. An archive of a common format took longer than all defences together.
"""

from __future__ import annotations

import json
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from grader.sandbox.inside.workfolder import STAND_INS, WORK, Entry


def bundle(root: Path, modules: Path | None) -> BinaryIO:
    """Return an open file with the snapshot `root` and the modules, laid out as a working folder.

    The contents of all files come first, then a JSON list of `Entry`, then the list's length in 8 bytes.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the caller keeps it)
    entries = list(_put(root, f"{WORK}/{root.name}", file))
    if modules is not None:
        entries += _put(modules, STAND_INS, file)
    index = json.dumps(entries).encode()
    file.write(index + len(index).to_bytes(8, "big"))
    file.flush()
    return file


def _put(path: Path, name: str, file: BinaryIO) -> Iterator[Entry]:
    """Append the content of `path`, and of all that lies below it, to `file`; folders come before theirs."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        yield name, -1, 0, 0
        for inner in sorted(path.iterdir()):
            yield from _put(inner, f"{name}/{inner.name}", file)
    elif stat.S_ISREG(found.st_mode):
        before = file.tell()
        with path.open("rb") as content:
            shutil.copyfileobj(content, file)
        yield name, file.tell() - before, stat.S_IMODE(found.st_mode), found.st_mtime_ns
