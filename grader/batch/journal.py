"""What a running batch has done so far: one line per hand-in, for those who ask before it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from pydantic import ValidationError

from grader.batch.manifest import Done, Manifest, load_manifest

FILE = "done.jsonl"


class Journal:
    """Written while the batch runs; the manifest takes its place when the run ends."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def add(self, done: Done) -> None:
        """Note one hand-in at once, so that it is there even when the process is killed."""
        self._file.write(f"{done.model_dump_json()}\n")
        self._file.flush()


@contextmanager
def journal(results: Path) -> Iterator[Journal]:
    """Open an empty journal in a folder of results; it stays there only when the process is killed.

    The manifest must hold all that was noted when the context ends.
    """
    try:
        with (results / FILE).open("w", encoding="utf-8") as file:
            yield Journal(file)
    finally:
        clear(results)


def clear(results: Path) -> None:
    """Remove the journal of a run that was killed: what comes now may be graded otherwise."""
    (results / FILE).unlink(missing_ok=True)


def manifest_so_far(results: Path) -> Manifest | None:
    """Read the batch of a folder of results, with what a running or killed run has done; None where none is.

    Raises:
        UsageError: it cannot be read.
    """
    manifest = load_manifest(results)
    if manifest is None:
        return None
    known = {handin.id for handin in manifest.intake.handins}
    noted = {done.handin: done for done in _noted(results / FILE) if done.handin in known}
    return manifest.model_copy(update={"done": {**manifest.done, **noted}})


def _noted(path: Path) -> Iterator[Done]:
    """Yield what was noted; a line that was being written when the process died is left out."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        for line in file:
            with suppress(ValidationError):
                yield Done.model_validate_json(line)
