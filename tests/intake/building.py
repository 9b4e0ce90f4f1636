"""Builds sources of a class: folders and zips from what lies in them."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from grader.intake.collect import collect
from grader.intake.values import Intake

APP = "from fastapi import FastAPI\n\napp = FastAPI()\n"


def folder(root: Path, files: Mapping[str, str | bytes] | Collection[str]) -> Path:
    """Write files below `root`; without contents they are apps. A name with `/` at its end is a folder."""
    for name, content in _with_contents(files).items():
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return root


def zipped(path: Path, files: Mapping[str, str | bytes] | Collection[str]) -> Path:
    """Write the same as a zip."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _with_contents(files).items():
            archive.writestr(name, content)
    return path


def inner_zip(tmp_path: Path, files: Mapping[str, str | bytes] | Collection[str]) -> bytes:
    """Return a zip's bytes."""
    return zipped(tmp_path / "inner.zip", files).read_bytes()


def both(tmp_path: Path, name: str, files: Mapping[str, str | bytes] | Collection[str]) -> tuple[Path, Path]:
    """Return the same source as a folder and as a zip."""
    return folder(tmp_path / name, files), zipped(tmp_path / f"{name}.zip", files)


def intake(
    *sources: Path, roster: Path | None = None, lessons: Collection[str] = (), assignment: str = ""
) -> Intake:
    """Collect, and let go of what was unpacked."""
    with collect(sources, roster=roster, lessons=lessons, assignment=assignment) as found:
        return found


def _with_contents(files: Mapping[str, str | bytes] | Collection[str]) -> dict[str, bytes]:
    named = files if isinstance(files, Mapping) else dict.fromkeys(files, APP)
    return {name: text.encode() if isinstance(text, str) else text for name, text in named.items()}
