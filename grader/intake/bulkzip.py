"""Opens a zip that holds a whole class, with bounds on what that costs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import UsageError
from grader.intake.shelf import Workplace
from grader.intake.zipshelf import BROKEN, Member, ZipShelf
from grader.printable import printable

MAX_DIRECTORY = 32 * 1024 * 1024
"""Bytes of the archive's table of contents, which has to be in memory: 200,000 entries and more."""


class _TooManyError(ValueError):
    pass


class _Bounded(io.BufferedReader):
    """A file of which nobody reads more at once than a table of contents may have."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_DIRECTORY:
            raise _TooManyError
        return super().read(size)


@contextmanager
def open_bulk(path: Path, where: str, workplace: Workplace) -> Iterator[ZipShelf]:
    """Open a zip as a shelf.

    Raises:
        UsageError: it is broken, or has too many entries to be held in memory.
    """
    with _Bounded(io.FileIO(path)) as file, _archive(file, printable(path.name)) as archive:
        members = [Member(parts, info) for info in archive.infolist() if (parts := _parts(info))]
        yield ZipShelf(archive, file, members, where, workplace)


def _archive(file: io.BufferedReader, name: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
        _refuse_overlap(archive)
    except _TooManyError:
        raise UsageError(
            f"{name} has too many entries to be read at once; unpack it and give the folder."
        ) from None
    except BROKEN as error:
        why = printable(str(error))
        raise UsageError(f"{name} is broken or no zip file ({why}); download it again.") from error
    return archive


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    # orig_filename: zipfile cuts `filename` at the first NUL.
    name = info.orig_filename.replace("\\", "/")
    above = ("..",) if name.startswith("/") else ()
    return (*above, *(part for part in name.split("/") if part not in {"", "."}))


def _refuse_overlap(archive: zipfile.ZipFile) -> None:
    """Refuse entries that share bytes: taken apart, they would fill the disk with copies."""
    end = archive.start_dir
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset, reverse=True):
        if info.header_offset + info.compress_size > end:
            raise zipfile.BadZipFile(f"its entry {info.orig_filename!r} overlaps the next one")
        end = info.header_offset
