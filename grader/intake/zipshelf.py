"""A source that is a zip of many hand-ins: each becomes a zip of its own, with its bytes as they are."""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from grader.archive import MAX_RATIO, RATIO_FROM
from grader.intake.found import clean
from grader.intake.rawzip import copy_entries
from grader.intake.shelf import Workplace, is_results, is_visible, only_zip, stem
from grader.intake.values import Unmatched
from grader.snapshot import MAX_BYTES

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError),
    *(ValueError, OverflowError, RuntimeError),
)
"""What a damaged or hostile zip makes `zipfile` raise."""
MAX_NAME = 255
"""Bytes; file systems take no more, and longer names are made to keep patterns busy."""
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of the archive, by the parts of its name below the shelf."""

    parts: tuple[str, ...]
    info: zipfile.ZipInfo


@dataclass(frozen=True)
class ZipShelf:
    """A zip, or a folder in it."""

    archive: zipfile.ZipFile
    file: IO[bytes]
    """The archive's own file."""
    members: Sequence[Member]
    where: str
    workplace: Workplace

    @cached_property
    def entries(self) -> Mapping[str, bool]:
        """Names at the top, and whether each is a folder."""
        return {name: self._is_folder(name) for name in sorted(self._tops) if not self._unusable(name)}

    @cached_property
    def passed_over(self) -> Collection[Unmatched]:
        """Entries whose names or kinds no hand-in has."""
        reasons = ((name, self._unusable(name)) for name in sorted(self._tops))
        return [
            Unmatched(what=f"{self.where}: {clean(self._tops[name][0].info.orig_filename)}", why=why)
            for name, why in reasons
            if why
        ]

    def names_in(self, folder: str) -> Collection[str]:
        """Return the visible names at the top of a folder."""
        second = dict.fromkeys(member.parts[1] for member in self._tops[folder] if len(member.parts) > 1)
        return [name for name in second if is_visible(name)]

    def inside(self, folder: str) -> ZipShelf:
        """Return a folder as a shelf."""
        below = [Member(one.parts[1:], one.info) for one in self._tops[folder] if len(one.parts) > 1]
        return ZipShelf(self.archive, self.file, below, f"{self.where}/{folder}", self.workplace)

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading; a broken one raises one of `BROKEN`."""
        return self.archive.open(self._tops[name][0].info)

    def take(self, name: str) -> Path:
        """Lay the entry down: a folder as a zip, a single file as it is."""
        if not self.entries[name]:
            return self._file(name, self._tops[name])
        below = self.inside(name)
        folders = [inner for inner, is_folder in below.entries.items() if is_folder]
        if inner := only_zip(below.entries.keys() - folders, folders):
            return below._file(name, below._tops[inner])
        return self._split(name, [("/".join(one.parts), one.info) for one in below.members])

    def gather(self, name: str, files: Mapping[str, str]) -> Path:
        """Lay files down as one zip."""
        entries = [(new, one.info) for new, entry in files.items() for one in self._tops[entry]]
        return self._split(name, entries)

    @cached_property
    def _tops(self) -> Mapping[str, list[Member]]:
        tops: dict[str, list[Member]] = {}
        for member in self.members:
            tops.setdefault(member.parts[0], []).append(member)
        return {
            name: members
            for name, members in tops.items()
            if (name == ".." or is_visible(name))
            and not is_results({part for one in members for part in one.parts[1:2]})
        }

    def _is_folder(self, name: str) -> bool:
        return any(
            len(member.parts) > 1 or member.info.orig_filename.endswith(("/", "\\"))
            for member in self._tops[name]
        )

    def _unusable(self, name: str) -> str:
        if name == ".." or re.fullmatch(r"[A-Za-z]:", name):
            return "its name leads out of the zip"
        if not name.isprintable() and any(
            unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in name
        ):
            return "its name has control characters"
        if len(name.encode()) > MAX_NAME:
            return f"its name is longer than {MAX_NAME} bytes"
        modes = {stat.S_IFMT(one.info.external_attr >> 16) for one in self._tops[name] if len(one.parts) == 1}
        return "" if modes <= {0, stat.S_IFREG, stat.S_IFDIR} else "is a link or another special file"

    def _split(self, name: str, entries: Sequence[tuple[str, zipfile.ZipInfo]]) -> Path:
        if sum(info.compress_size for _, info in entries) > MAX_BYTES:
            return self.workplace.too_large(name)
        target = self.workplace.place(name, ".zip")
        try:
            copy_entries(self.file, entries, target)
        except ValueError:
            target.write_bytes(b"")  # broken, and opening it will say so
        return target

    def _file(self, name: str, members: Sequence[Member]) -> Path:
        """Unpack one file; what is no sound file is laid down as it is, to be refused when it is opened."""
        own = members[-1].parts[-1]
        ending = own[len(stem(own)) :].lower()
        if ending and len(members) == 1:
            path = self.workplace.place(stem(name), ending)
            if _unpacked(self.archive, members[0].info, path):
                return path
        return self._split(stem(name), [(own, one.info) for one in members])


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> bool:
    """Unpack one entry within the bounds of a submission; False where it goes beyond them or is broken."""
    size = 0
    try:
        with archive.open(info) as source, target.open("xb") as out:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if size > MAX_BYTES or (size > RATIO_FROM and size > MAX_RATIO * info.compress_size):
                    break
                out.write(chunk)
            else:
                return True
    except BROKEN:
        pass
    target.unlink(missing_ok=True)
    return False
