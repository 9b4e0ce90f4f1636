"""Attacks come through where a defence is missing, and only there."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.errors import UsageError
from grader.sandbox import make_sandbox
from grader.sandbox.base import IsolationError, Limits, StartError
from grader.sandbox.forking import Forked, fork
from grader.sandbox.isolation import LAYERS
from grader.sandbox.settings import DEFENCES, Defence, SandboxSettings
from grader.submission import open_submission

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the defences are Linux's")
PROCESSES = ("files", "processes", "privileges", "network", "crowd", "disk")

LEFT_OUT: list[tuple[tuple[Defence, ...], set[str]]] = [
    ((), set()),
    (("landlock",), {"files"}),
    (("seccomp",), {"privileges"}),
    (("capabilities",), {"privileges"}),
    (("namespaces",), {"crowd", "disk"}),
    (("namespaces", "seccomp"), {"crowd", "disk", "files", "network", "privileges"}),
    (("namespaces", "landlock"), {"crowd", "disk", "files", "processes"}),
    (DEFENCES, set(PROCESSES)),
]


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text("from fastapi import FastAPI\napp = FastAPI()\nprint('ran')\n")
    return tmp_path


@pytest.mark.parametrize(
    ("without", "missing"), LEFT_OUT, ids=lambda value: "+".join(sorted(value)) or "none"
)
def test_a_layer_is_missing_when_its_defence_is(
    app: Path, without: tuple[Defence, ...], missing: set[str]
) -> None:
    with (
        open_submission(app) as submission,
        make_sandbox(SandboxSettings(without=without)) as sandbox,
    ):
        sandbox.prove(submission, Limits())
        found = sandbox.info
    assert {layer.layer for layer in found.missing} == {LAYERS[name] for name in missing}
    assert {*found.layers} == {*LAYERS.values()} - {LAYERS[name] for name in missing} - {LAYERS["container"]}
    assert found.level == (
        "limits" if missing & {"files", "network", "privileges", "processes"} else "hardened"
    )
    for layer in found.missing:
        assert "left out" in layer.why


def test_an_own_interpreter_is_told_and_counts_as_limits_only(app: Path) -> None:
    with (
        open_submission(app, python=Path(sys.executable)) as submission,
        make_sandbox(SandboxSettings()) as sandbox,
    ):
        sandbox.prove(submission, Limits())
        assert sandbox.info.level == "limits"
        assert [layer.layer for layer in sandbox.info.missing] == [LAYERS["interpreter"]]


def test_nothing_runs_below_the_level_that_is_required(app: Path) -> None:
    settings = SandboxSettings(require="hardened", without=("landlock",))
    with (
        open_submission(app) as submission,
        make_sandbox(settings) as sandbox,
        pytest.raises(IsolationError, match="reaches limits here") as caught,
        sandbox.start(submission, Limits()) as running,
    ):
        assert not running.log(), "never reached"
    assert "a file of the same user could be read (landlock: left out)" in str(caught.value)
    assert isinstance(caught.value, UsageError)


def test_the_files_of_the_grader_and_its_lessons_are_hidden(tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    (specs / "lesson" / "solution").mkdir(parents=True)
    (specs / "lesson" / "solution" / "main.py").write_text("the solution")
    app = tmp_path / "app"
    app.mkdir()
    (app / "main.py").write_text(
        "import os\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        f"for path in ({str(specs)!r}, {str(Path(__file__).parents[2] / 'grader' / 'grading.py')!r}):\n"
        "    try:\n"
        "        print('read', os.open(path, os.O_RDONLY))\n"
        "    except OSError as error:\n        print('refused', error.errno)\n"
    )
    with (
        open_submission(app) as submission,
        make_sandbox(SandboxSettings(), [specs]) as sandbox,
        sandbox.start(submission, Limits()) as running,
    ):
        assert running.log().count("refused") == 2
        assert "read" not in running.log()


def test_nothing_runs_behind_fewer_defences_than_held(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def less(*arguments: Any) -> Forked:
        return dataclasses.replace(fork(*arguments), problems={"landlock": "not there any more"})

    with open_submission(app) as submission, make_sandbox(SandboxSettings()) as sandbox:
        sandbox.prove(submission, Limits())
        monkeypatch.setattr("grader.sandbox.hosted.fork", less)
        with pytest.raises(StartError, match="that was there before is missing: landlock") as caught:
            sandbox.start(submission, Limits()).__enter__()
    assert caught.value.failure.needs_review
