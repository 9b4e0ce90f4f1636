"""Installed packages are kept whole, or not at all."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from grader.requirements.cache import cache_folder, cached
from grader.requirements.uv import Plan

PLAN = Plan(("lamp",))
pytestmark = pytest.mark.usefixtures("index")


def build(work: Path, target: Path) -> None:
    assert list(work.iterdir()) == []
    (target / "lamp").mkdir(parents=True)
    (target / "lamp" / "__init__.py").write_text("x = 1\n")


def refuse(work: Path, target: Path) -> None:
    pytest.fail("built again")


def test_each_plan_has_a_folder() -> None:
    folder = cached(PLAN, build)
    assert cached(PLAN, refuse) == folder
    assert cached(Plan(("lamp",), left_out=("wick",)), build) != folder


def remove(folder: Path) -> None:
    folder.joinpath("lamp").chmod(0o755)
    folder.joinpath("lamp", "__init__.py").unlink()


def shorten(folder: Path) -> None:
    file = folder / "lamp" / "__init__.py"
    file.chmod(0o644)
    file.write_text("")


def add(folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "more.py").write_text("")


def unfinish(folder: Path) -> None:
    (folder.parent / "complete").unlink()


@pytest.mark.parametrize("damage", [remove, shorten, add, unfinish])
def test_a_damaged_folder_is_made_anew(damage: object) -> None:
    folder = cached(PLAN, build)
    assert callable(damage)
    damage(folder)
    assert cached(PLAN, build) == folder
    assert [path.name for path in folder.rglob("*.py")] == ["__init__.py"]
    assert (folder / "lamp" / "__init__.py").read_text() == "x = 1\n"


def test_a_build_that_fails_leaves_nothing() -> None:
    def fail(work: Path, target: Path) -> None:
        build(work, target)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        cached(PLAN, fail)
    assert list(cache_folder().iterdir()) == []


def test_several_at_once_do_not_disturb_each_other() -> None:
    together = threading.Barrier(4, timeout=20)
    found: list[Path] = []

    def wait_and_build(work: Path, target: Path) -> None:
        build(work, target)
        together.wait()

    threads = [threading.Thread(target=lambda: found.append(cached(PLAN, wait_and_build))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert {cached(PLAN, refuse)} == set(found)
    assert len(list(cache_folder().iterdir())) == 1


def test_what_nobody_wants_any_more_is_deleted() -> None:
    old, unfinished = cached(PLAN, build).parent, cache_folder() / "building-x"
    unfinished.mkdir()
    ago = time.time() - 40 * 24 * 3600
    for path in (old / "complete", unfinished):
        os.utime(path, (ago, ago))
    new = cached(Plan(("shade",)), build).parent
    assert list(cache_folder().iterdir()) == [new]
