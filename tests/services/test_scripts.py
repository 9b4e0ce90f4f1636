"""The scripts that services run, run for real: as far as there is no Gradescope and no GitHub here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from grader.cli import main

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
LESSON = "q08-status-codes"
STUB = """\
import json, os, pathlib, sys
found = pathlib.Path("result.json").exists(), pathlib.Path("release-body.md").exists()
told = {"found": found, "arguments": sys.argv[1:], "environment": dict(os.environ)}
pathlib.Path("result.json").write_text(json.dumps(told))
sys.exit(int(os.environ["USERNAME"] == "unlucky") * 3)
"""


def unpack(archive: Path, folder: Path) -> None:
    """Unpack as `unzip` does: modes are kept."""
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            Path(opened.extract(info, folder)).chmod(info.external_attr >> 16 & 0o777)


def bash(script: Path, base: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GRADER_BASE": str(base), "GRADER_PYTHON": sys.executable, **more}
    environment.pop("PYTHONPATH", None)
    return subprocess.run([script], env=environment, capture_output=True, text=True, check=False)


def test_gradescope_grades_with_what_the_zip_holds(tmp_path: Path) -> None:
    archive = tmp_path / "zip.zip"
    hidden = ["--visibility", "missing-404=hidden"]
    assert main(["gradescope-zip", LESSON, "--out", str(archive), *hidden]) == 0
    base = tmp_path / "autograder"
    unpack(archive, base / "source")
    built = bash(base / "source/setup.sh", base)
    assert built.returncode == 0, built.stderr[-2000:]
    (base / "submission").symlink_to(ROOT / "submissions/q08-almost-right")

    graded = bash(base / "source/run_autograder", base)
    assert graded.returncode == 0, graded.stderr[-2000:]
    told: dict[str, Any] = json.loads((base / "results/results.json").read_text())
    schema = json.loads((ROOT / "tests/reporting/schemas/gradescope.json").read_text())
    assert jsonschema_rs.is_valid(schema, told)
    tests = {test["extra_data"]["criterion"]: test for test in told["tests"]}
    assert 0 < sum(test["score"] for test in tests.values()) < 100
    assert tests["missing-404"]["visibility"] == "hidden"
    assert told["extra_data"]["grader_version"][0].isdigit()

    (base / "source/arguments.txt").write_text("--lesson\nno-such-lesson\n")
    (base / "results/results.json").write_text('{"score": 100}')
    assert bash(base / "source/run_autograder", base).returncode == 2
    assert not (base / "results/results.json").exists()


def program(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{text}")
    (folder / name).chmod(0o755)


def image_without_python(folder: Path) -> Path:
    """Return a folder of the few programs that such an image has."""
    folder.mkdir()
    for name in ("env", "bash", "sh"):
        (folder / name).symlink_to(f"/usr/bin/{name}")
    return folder


@pytest.mark.parametrize("way", ["uv", "apt"])
def test_a_python_is_fetched_where_there_is_none(way: str, tmp_path: Path) -> None:
    """What would be downloaded is stood in for: `curl` gives an installer of uv, apt-get a Python."""
    assert main(["gradescope-zip", LESSON, "--out", str(tmp_path / "zip.zip")]) == 0
    unpack(tmp_path / "zip.zip", tmp_path / "source")
    (tmp_path / "source/requirements.txt").write_text("")
    (tmp_path / "source/grader/__main__.py").write_text("print('made by', __import__('sys').base_prefix)")
    (tmp_path / "source/grader/__init__.py").write_text("")
    programs = image_without_python(tmp_path / "bin")
    if way == "uv":
        program(tmp_path, "fake-uv", f'[ "$2" = install ] || echo {sys.executable}')
        place = "\\$UV_UNMANAGED_INSTALL"
        installer = f'echo "/bin/mkdir -p {place}; /bin/cp {tmp_path}/fake-uv {place}/uv"'
        program(programs, "curl", installer)
    else:
        program(programs, "curl", "exit 1")
        linked = f'[ "$3" != python3.12 ] || /bin/ln -s {sys.executable} {programs}/python3.12'
        program(programs, "apt-get", f'{linked}; [ "$3" != python3.13 ]')
    built = bash(tmp_path / "source/setup.sh", tmp_path, GRADER_PYTHON="none", PATH=str(programs))
    assert built.returncode == 0, built.stderr[-2000:]
    assert built.stdout.startswith("made by ")


def test_without_a_python_nor_a_way_to_one_it_says_so(tmp_path: Path) -> None:
    """`GRADER_PYTHON` and an empty path stand for an image without any; nothing is downloaded."""
    assert main(["gradescope-zip", LESSON, "--out", str(tmp_path / "zip.zip")]) == 0
    unpack(tmp_path / "zip.zip", tmp_path / "source")
    programs = image_without_python(tmp_path / "bin")
    built = bash(tmp_path / "source/setup.sh", tmp_path, GRADER_PYTHON="none", PATH=str(programs))
    assert built.returncode == 1
    assert "no Python >= 3.11 could be installed" in built.stderr


@pytest.mark.parametrize(("user", "code"), [("lucky", 0), ("unlucky", 3)])
def test_classroom_50_gets_a_result_of_ours_or_none(user: str, code: int, tmp_path: Path) -> None:
    bundle, checkout, temp = (tmp_path / name for name in ("bundle", "checkout", "temp"))
    assert main(["classroom50-bundle", LESSON, str(bundle)]) == 0
    (bundle / "requirements.txt").write_text("")
    (bundle / "grader/__main__.py").write_text(STUB)
    (bundle / "grader/__init__.py").write_text("")
    temp.mkdir()
    (checkout / "release-body.md").mkdir(parents=True)
    (checkout / "result.json").write_text('{"score": 100}')
    secrets = {"GITHUB_TOKEN": "s3cret", "ACTIONS_RUNTIME_TOKEN": "s3cret", "MY_KEY": "s3cret"}
    known = {"USERNAME": user, "CLASSROOM": "cs1", "RUNNER_TEMP": str(temp), "GITHUB_OUTPUT": "out"}
    ran = subprocess.run(
        [sys.executable, bundle / "autograder.py"],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], **known, **secrets},
        check=False,
    )
    assert ran.returncode == code
    assert not list(temp.iterdir())
    if code:
        assert not (checkout / "result.json").exists()
        return
    told = json.loads((checkout / "result.json").read_text())
    assert told["found"] == [False, False]
    assert told["arguments"][:5] == ["ci", "classroom50", ".", "--lesson", LESSON]
    assert known.items() <= told["environment"].items()
    assert "s3cret" not in str(told["environment"])
