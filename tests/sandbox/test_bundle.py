"""What is put into a bundle comes out of it, in a folder that was not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.sandbox.bundle import bundle
from grader.sandbox.inside import workfolder


def unpacked(folder: Path, root: Path, modules: Path | None = None) -> Path:
    with bundle(root, modules) as files:
        for name in ("before", "made"):  # each start reads the same open file
            workfolder.make(str(folder / name), os.dup(files.fileno()))
    return folder / "made"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "app/inner/none").mkdir(parents=True)
    return tmp_path / "app"


def test_files_keep_content_permissions_and_time(tmp_path: Path, root: Path) -> None:
    contents = {"main.py": b"app", "empty": b"", "inner/\u00e4 b": b"x\n" * 3_000_000, "inner/z\udcff": b"\0"}
    for number, (name, content) in enumerate(contents.items()):
        (root / name).write_bytes(content)
        (root / name).chmod(0o640 + number)
        os.utime(root / name, ns=(1, 1_600_000_000_123_456_789 + number))
    (root / "empty").chmod(0)
    made = unpacked(tmp_path, root)
    assert sorted(str(path.relative_to(made)) for path in made.rglob("*")) == sorted(
        ["tmp", "w", "w/app", "w/app/inner", "w/app/inner/none", *(f"w/app/{name}" for name in contents)]
    )
    for number, (name, content) in enumerate(contents.items()):
        path = made / "w/app" / name
        assert path.read_bytes() == content
        assert path.stat().st_mtime_ns == 1_600_000_000_123_456_789 + number
        assert path.stat().st_mode & 0o7777 == (0o400 if name == "empty" else 0o640 + number)


def test_stand_ins_lie_beside_the_submission(tmp_path: Path, root: Path) -> None:
    (tmp_path / "environment/package").mkdir(parents=True)
    (tmp_path / "environment/package/service.py").write_text("stands in")
    made = unpacked(tmp_path, root, tmp_path / "environment")
    assert (made / "stand-ins/package/service.py").read_text() == "stands in"
    assert not (unpacked(tmp_path / "without", root) / "stand-ins").exists()
