"""What goes into a sandbox: the submission's files and the lesson's stand-ins, as one tar.

It travels as the descriptor of a temporary file, so nothing of this machine's folders need be seen inside.
"""

from __future__ import annotations

import tarfile
import tempfile
from pathlib import Path
from typing import BinaryIO

from grader.sandbox.inside.workfolder import STAND_INS, WORK


def bundle(root: Path, modules: Path | None) -> BinaryIO:
    """Return an open file with the snapshot `root` and the modules, laid out as a working folder."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the caller keeps it)
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        tar.add(root, f"{WORK}/{root.name}")
        if modules is not None:
            tar.add(modules, STAND_INS)
    file.flush()
    return file
