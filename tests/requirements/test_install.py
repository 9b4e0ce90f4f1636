"""From a requirements.txt to a folder of packages, with uv and an index in a folder."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

import grader.requirements.install
from grader.requirements.install import Installed
from tests.requirements.conftest import Index, Install


def version(installed: Installed, name: str) -> str:
    assert installed.folder is not None
    return (installed.folder / f"{name}.py").read_text().split("'")[1]


def names(installed: Installed) -> set[str]:
    assert installed.folder is not None
    return {path.stem for path in installed.folder.glob("*.py")}


@pytest.fixture
def no_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uv", None)


def test_what_is_lacking_is_installed_with_what_it_needs(index: Index, install: Install) -> None:
    index.wheel("lamp", "1.0")
    index.wheel("lamp", "2.0", needs=["wick", "fastapi>=7"])
    index.wheel("wick")
    installed = install("fastapi==0.120.0\nlamp\n")
    assert names(installed) == {"lamp", "wick"}
    assert version(installed, "lamp") == "2.0"
    assert installed.notes == ()
    assert version(install("lamp<2\n"), "lamp") == "1.0"


@pytest.mark.usefixtures("no_uv")
def test_nothing_is_started_when_nothing_is_lacking(install: Install) -> None:
    assert install("fastapi\n-e .\n").folder is None
    assert install("fastapi\n", level="none", provided={}) == Installed()
    assert install("", provided={}) == Installed()


def test_the_second_time_comes_from_the_cache(
    index: Index, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = index.wheel("lamp")
    first = install("lamp\n")
    wheel.unlink()
    assert install("lamp==1.0\n").folder is None, "another line is another folder"
    assert install("# again\nlamp\n") == first


def test_only_the_list_counts_unless_any_wheel_does(index: Index, install: Install) -> None:
    for name in ("lamp", "oil"):
        index.wheel(name)
    installed = install("oil\nlamp\n")
    assert names(installed) == {"lamp"}
    note = "Not installed, as not on the list of allowed packages: oil (requirements.txt, line 1)."
    assert installed.notes == (note,)
    assert install("oil\n").notes == (note,)
    anything = install("oil\nlamp\n", level="any-wheel")
    assert (names(anything), anything.notes) == ({"lamp", "oil"}, ())


def test_a_frozen_environment_keeps_the_versions_of_what_comes_along(index: Index, install: Install) -> None:
    index.wheel("lamp", needs=["wick[long]"])
    index.wheel("wick", "1.0")
    index.wheel("wick", "2.0")
    installed = install("lamp==1.0\nwick[long]==1.0\nother==3\n")
    assert version(installed, "wick") == "1.0"
    assert installed.notes == (
        "Not installed, as not on the list of allowed packages: other (requirements.txt, line 3).",
    )


def test_a_frozen_version_that_does_not_exist_costs_nothing(index: Index, install: Install) -> None:
    index.wheel("lamp", needs=["wick"])
    index.wheel("wick", "1.0")
    installed = install("lamp==1.0\nwick==9\n")
    assert (version(installed, "wick"), installed.notes) == ("1.0", ())


def test_no_code_of_a_source_package_runs(index: Index, install: Install, tmp_path: Path) -> None:
    index.source("lamp", "2.0", f"open({str(tmp_path / 'ran')!r}, 'w')")
    index.wheel("shade")
    installed = install("lamp==2.0\nshade\n")
    assert names(installed) == {"shade"}
    assert installed.notes == (
        "requirements.txt, line 1: `lamp==2.0` is not installed: "
        "there is no ready-built package of it for this machine; its source is never run.",
    )
    assert not (tmp_path / "ran").exists()


def test_another_version_is_better_than_none(index: Index, install: Install) -> None:
    index.source("lamp", "1.0", "")
    index.wheel("lamp", "2.0")
    installed = install("lamp==1.0\n")
    assert version(installed, "lamp") == "2.0"
    (note,) = installed.notes
    assert note.startswith("requirements.txt, line 1: another version of `lamp` is used: ")


def test_a_wheel_is_only_unpacked(index: Index, install: Install, tmp_path: Path) -> None:
    ran = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    files = {
        "lamp.pth": f"import os; {ran}",
        "sitecustomize.py": ran,
        "compileall.py": ran,
        "py_compile.py": ran,
        "data/weights.pth": "1",
        "broken.py": "def (\n",
        "deep.py": "(" * 5000,
    }
    index.wheel("lamp", files=files)
    installed = install("lamp\n")
    assert installed.folder is not None
    assert not (tmp_path / "ran").exists()
    assert not (installed.folder / "lamp.pth").exists()
    assert (installed.folder / "data" / "weights.pth").exists(), "in a package it is data"
    assert list(installed.folder.glob("__pycache__/lamp.*.pyc"))
    modes = {path.stat().st_mode & 0o222 for path in (installed.folder, *installed.folder.rglob("*"))}
    assert modes == {0}


@pytest.mark.parametrize("name", ["../../../escaped.py", "lamp-1.0.data/data/../../../../../escaped.py"])
def test_a_wheel_cannot_leave_its_folder(index: Index, install: Install, tmp_path: Path, name: str) -> None:
    index.wheel("lamp", files={name: "x = 1\n"})
    install("lamp\n")
    found = [path for path in tmp_path.rglob("escaped.py") if tmp_path / "home" / "uv" not in path.parents]
    assert [path for path in found if "packages" not in path.parts] == []


def test_links_in_a_wheel_are_left_out(index: Index, install: Install) -> None:
    with zipfile.ZipFile(index.wheel("lamp"), "a") as archive:
        link = zipfile.ZipInfo("secret.py")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    installed = install("lamp\n")
    assert installed.folder is None or not (installed.folder / "secret.py").is_symlink()


def test_several_that_fail_are_told_one_by_one(index: Index, install: Install) -> None:
    for name in ("lamp", "shade", "oil", "wick"):
        index.wheel(name)
    index.source("jar", "1.0", "")
    installed = install("lamp==9\nshade\njar\noil>=1\noil==1.0\nwick==8\n", level="any-wheel")
    assert names(installed) == {"shade", "oil"}
    assert [note.split(" is not installed")[0] for note in installed.notes] == [
        "requirements.txt, line 1: `lamp==9`",
        "requirements.txt, line 3: `jar`",
        "requirements.txt, line 6: `wick==8`",
    ]


def test_packages_that_exclude_each_other(index: Index, install: Install) -> None:
    index.wheel("lamp", needs=["wick==1"])
    index.wheel("shade", needs=["wick==2"])
    for number in ("1", "2"):
        index.wheel("wick", number)
    installed = install("lamp\nshade\n")
    assert installed.folder is None
    (note,) = installed.notes
    assert note.startswith("The required packages cannot be installed together: ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [("lamp==9\n", "there is no such version of it"), ("shade\n", "there is no package of that name")],
)
def test_what_does_not_exist(index: Index, install: Install, text: str, reason: str) -> None:
    index.wheel("lamp")
    installed = install(text)
    assert installed.folder is None
    assert installed.notes == (f"requirements.txt, line 1: `{text.strip()}` is not installed: {reason}.",)


@pytest.mark.usefixtures("no_uv")
def test_without_uv_the_mend_is_told(install: Install) -> None:
    assert install("lamp\nshade==1\n").notes == (
        "The required packages are not installed (lamp, shade): uv is missing; `pip install uv` mends it.",
    )


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("UV_HTTP_RETRIES", "the place that packages come from cannot be reached"),
        ("UV_OFFLINE", "this machine is offline"),
    ],
)
def test_an_index_that_does_not_answer(
    install: Install, monkeypatch: pytest.MonkeyPatch, setting: str, reason: str
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://someone:secret@127.0.0.1:9/simple")
    monkeypatch.setenv(setting, "0" if setting == "UV_HTTP_RETRIES" else "1")
    assert install("lamp\nshade\n").notes == (
        f"The required packages are not installed (lamp, shade): {reason}.",
    )


def test_time_is_bounded(index: Index, install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    index.wheel("lamp")
    monkeypatch.setattr(grader.requirements.install, "MAX_SECONDS", -1.0)
    assert install("lamp\n").notes == ("The required packages are not installed (lamp): it took too long.",)


def test_size_is_bounded(index: Index, install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.requirements.tidy.MAX_FILES", 3)
    index.wheel("lamp", files={f"f{n}.py": "" for n in range(9)})
    installed = install("lamp\n")
    assert installed.folder is None
    assert "(lamp): they take more than 1024 MB or 3 files." in installed.notes[0]


def test_a_cache_that_cannot_be_written(install: Install, tmp_path: Path) -> None:
    (tmp_path / "home" / ".cache").write_text("")
    (tmp_path / "home" / "Library").write_text("")
    (note,) = install("lamp\n").notes
    assert note.startswith("The required packages are not installed (lamp): ")
