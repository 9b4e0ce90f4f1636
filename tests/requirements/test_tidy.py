"""What is left of a folder of packages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.requirements.tidy import TooLargeError, inventory, remove, tidy


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    folder = tmp_path / "packages"
    (folder / "lamp").mkdir(parents=True)
    (folder / "lamp" / "__init__.py").write_text("x = 1\n")
    (folder / "run").write_text("")
    (folder / "run").chmod(0o4777)
    return folder


def test_links_and_pipes_go_and_nobody_writes(packages: Path, tmp_path: Path) -> None:
    (packages / "lamp" / "elsewhere").symlink_to(tmp_path)
    (packages / "passwd.py").symlink_to("/etc/passwd")
    (packages / "START.PTH").write_text("import os")
    os.mkfifo(packages / "pipe")
    tidy(packages)
    modes = {path.name: path.stat().st_mode & 0o7777 for path in (packages, *packages.rglob("*"))}
    assert modes == {"packages": 0o555, "lamp": 0o555, "__init__.py": 0o444, "run": 0o555}


def test_a_read_only_folder_is_deleted_and_nothing_behind_its_links(packages: Path, tmp_path: Path) -> None:
    tidy(packages)
    packages.chmod(0o755)
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o750)
    (packages / "elsewhere").symlink_to(outside)
    packages.chmod(0o555)
    remove(packages)
    assert not packages.exists()
    assert outside.stat().st_mode & 0o777 == 0o750


def test_too_much_is_refused(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.requirements.tidy.MAX_BYTES", 5)
    with pytest.raises(TooLargeError):
        tidy(packages)


def test_the_inventory_does_not_depend_on_the_place(packages: Path, tmp_path: Path) -> None:
    before = inventory(packages)
    assert inventory(packages.rename(tmp_path / "moved")) == before
