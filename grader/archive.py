"""Unpacks a zip that nobody trusts: refuses whatever is not a plain tree of files."""

from __future__ import annotations

import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from grader.errors import SubmissionError
from grader.printable import printable
from grader.snapshot import MAX_BYTES, MAX_DEPTH, is_ignored

MAX_ENTRIES = 10_000
"""Files and folders that are unpacked; environments and caches are not, and do not count."""
MAX_RECORDS = 60_000
"""All entries, those that are skipped included: what `zipfile` would have to hold in memory."""
MAX_RATIO = 200
"""Unpacked to packed size of one entry, judged beyond `RATIO_FROM` bytes; deflate reaches 1032."""
RATIO_FROM = 4 * 1024 * 1024

MAX_ARCHIVE = MAX_BYTES
_PART = 1024 * 1024
_CENTRAL_RECORD = b"PK\x01\x02"
_LOCAL_HEADER = 30
_CHUNK = 64 * 1024
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error),
    *(ValueError, OverflowError, RuntimeError, KeyError, IndexError),
)


@dataclass(frozen=True)
class Entry:
    """One file or folder of the archive under its checked relative path."""

    info: zipfile.ZipInfo
    parts: tuple[str, ...]
    is_folder: bool


def extract_zip(archive: Path, target: Path) -> tuple[str, ...]:
    """Unpack `archive` into the new folder `target`, and nothing anywhere else.

    Caches, repositories and virtual environments are skipped; the paths of the latter are returned.
    On an error the caller deletes `target`.

    Raises:
        SubmissionError: the archive is broken, hostile or too large; the text names the entry.
    """
    try:
        _bound_directory(archive)
        with zipfile.ZipFile(archive) as opened:
            entries, environments = checked_entries(opened)
            target.mkdir()
            budget = MAX_BYTES
            for entry in entries:
                budget -= _unpack(opened, entry, target, budget)
            return environments
    except _BROKEN as error:
        raise SubmissionError(
            f"{_name(archive)} is broken or no zip file: {printable(str(error))}"
        ) from error
    except OSError as error:
        raise SubmissionError(f"{_name(archive)} cannot be unpacked: {error.strerror or error}") from error


def checked_entries(opened: zipfile.ZipFile) -> tuple[list[Entry], tuple[str, ...]]:
    """Return the entries to unpack, all checked before any is written, and the environments among the rest.

    Raises:
        SubmissionError: one of them is not allowed.
    """
    infos = opened.infolist()
    _refuse_overlap(infos, opened.start_dir)
    entries = [entry for entry in map(_entry, infos) if entry.parts]
    environments = {entry.parts[:-1] for entry in entries if entry.parts[-1] == "pyvenv.cfg"} - {()}
    kept = [entry for entry in entries if not is_ignored(entry.parts) and not _below(entry, environments)]
    if len(kept) > MAX_ENTRIES:
        raise SubmissionError(
            f"The zip has more than {MAX_ENTRIES:,} entries; hand in only your source files."
        )
    for entry in kept:
        _check_kind(entry)
        _check_portable(entry)
    _refuse_clashes(kept)
    return kept, tuple(sorted("/".join(parts) for parts in environments))


def _name(archive: Path) -> str:
    return printable(archive.name)


def _refuse(info: zipfile.ZipInfo, reason: str) -> NoReturn:
    raise SubmissionError(f"The zip is refused: entry '{printable(info.orig_filename)}' {reason}.")


def _bound_directory(archive: Path) -> None:
    """Count central records before `zipfile` loads them all; a stored inner zip may count too, harmlessly."""
    size = archive.stat().st_size
    if size == 0:
        raise zipfile.BadZipFile("it is empty")
    if size > MAX_ARCHIVE:
        raise SubmissionError(f"The zip is larger than {MAX_ARCHIVE // 1024**2} MB.")
    found, data = 0, b""
    with archive.open("rb") as file:
        while part := file.read(_PART):
            data = data[1 - len(_CENTRAL_RECORD) :] + part
            found += data.count(_CENTRAL_RECORD)
            if found > MAX_RECORDS:
                raise SubmissionError(f"The zip has more than {MAX_RECORDS:,} entries.")


def _refuse_overlap(infos: Iterable[zipfile.ZipInfo], end: int) -> None:
    """Refuse entries that share bytes: one compressed block posing as many files."""
    for info in sorted(infos, key=lambda info: info.header_offset, reverse=True):
        if info.header_offset + _LOCAL_HEADER + info.compress_size > end:
            _refuse(info, "overlaps the next one")
        end = info.header_offset


def _entry(info: zipfile.ZipInfo) -> Entry:
    """Check what could lead outside, which no entry may even try."""
    # orig_filename: zipfile cuts `filename` at the first NUL.
    name = info.orig_filename.replace("\\", "/")
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in _BIDI for char in name):
        _refuse(info, "has control or text-direction characters in its name")
    if name.startswith("/"):
        _refuse(info, "has an absolute path")
    parts = tuple(part for part in name.split("/") if part not in {"", "."})
    if ".." in parts:
        _refuse(info, "leads out of its folder")
    if any(re.match(r"[A-Za-z]:", part) for part in parts):
        _refuse(info, "names a drive")
    return Entry(info, parts, name.endswith("/"))


def _below(entry: Entry, folders: set[tuple[str, ...]]) -> bool:
    return any(entry.parts[:depth] in folders for depth in range(1, len(entry.parts) + 1))


def _check_kind(entry: Entry) -> None:
    mode = stat.S_IFMT(entry.info.external_attr >> 16)
    if mode == stat.S_IFLNK:
        _refuse(entry.info, "is a symbolic link")
    if mode not in {0, stat.S_IFREG, stat.S_IFDIR}:
        _refuse(entry.info, "is a device or another special file")
    if entry.info.flag_bits & 0x41:
        _refuse(entry.info, "is encrypted; make a zip without a password")
    if entry.info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        _refuse(entry.info, "uses an unusual compression; make an ordinary zip")


def _check_portable(entry: Entry) -> None:
    if len(entry.parts) > MAX_DEPTH:
        _refuse(entry.info, f"lies deeper than {MAX_DEPTH} folders")
    for part in entry.parts:
        if _DEVICE.fullmatch(part):
            _refuse(entry.info, "has the name of a Windows device")
        if len(os.fsencode(part)) > 255:
            _refuse(entry.info, "has too long a name")


def _refuse_clashes(entries: list[Entry]) -> None:
    """Refuse names that are the same on some file system; a folder may be listed twice."""
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    files: set[tuple[str, ...]] = set()
    for entry in entries:
        for depth in range(1, len(entry.parts) + 1):
            path = entry.parts[:depth]
            key = tuple(unicodedata.normalize("NFC", part).casefold() for part in path)
            is_file = depth == len(entry.parts) and not entry.is_folder
            if key in files or (is_file and key in seen) or seen.setdefault(key, path) != path:
                _refuse(entry.info, "has the same name as another one (upper and lower case count as equal)")
            if is_file:
                files.add(key)


def _unpack(opened: zipfile.ZipFile, entry: Entry, target: Path, budget: int) -> int:
    """Write one entry and return its real size; the sizes in the headers are never believed."""
    path = target.joinpath(*entry.parts)
    if entry.is_folder:
        path.mkdir(parents=True, exist_ok=True)
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with opened.open(entry.info) as source, path.open("xb") as out:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > budget:
                _refuse(entry.info, f"brings the unpacked size over {MAX_BYTES // 1024**2} MB")
            if size > RATIO_FROM and size > MAX_RATIO * entry.info.compress_size:
                _refuse(entry.info, f"unpacks to more than {MAX_RATIO} times its size")
            out.write(chunk)
    if size != entry.info.file_size:
        _refuse(entry.info, "is not as long as the archive says")
    return size
