"""Zips for the cases that hand one in."""

from __future__ import annotations

import zipfile
from pathlib import Path

Entry = tuple[str | zipfile.ZipInfo, bytes]


def packed(folder: Path, *more: Entry, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """Return a zip of `folder` with `more` entries."""
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", compression) as opened:
        for path in sorted(folder.rglob("*")):
            opened.write(path, path.relative_to(folder).as_posix())
        for entry, content in more:
            opened.writestr(entry, content)
    return archive


def special(name: str, mode: int) -> zipfile.ZipInfo:
    """Return an entry with a Unix file mode."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def patched(archive: Path, old: bytes, new: bytes) -> Path:
    """Replace bytes of equal length in an archive, past all checks of `zipfile`."""
    assert len(old) == len(new)
    content = archive.read_bytes()
    assert old in content
    archive.write_bytes(content.replace(old, new))
    return archive
