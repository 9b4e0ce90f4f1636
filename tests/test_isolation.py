"""Where submissions run, as the command line offers it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from grader.cli import main

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="hardening is Linux's")


@pytest.fixture
def app(tmp_path: Path) -> Path:
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "main.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


GRADE = ("--lesson", "any-fastapi-app", "--format", "json")


def test_every_report_says_what_was_in_force(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _errors = run(capsys, app, *GRADE)
    sandbox = json.loads(out)["sandbox"]
    assert (sandbox["name"], sandbox["level"], sandbox["missing"]) == ("import", "hardened", [])
    assert "no connection leaves" in sandbox["layers"]
    _code, out, _errors = run(capsys, app, "--lesson", "any-fastapi-app")
    assert "Isolation: hardened (import sandbox, 11 of 11 layers in force)." in out


def test_too_little_isolation_is_refused(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, errors = run(capsys, app, *GRADE, "--require-isolation", "container")
    assert (code, out) == (2, "")
    assert "isolation level container was required, the import sandbox reaches hardened" in errors
    assert "--sandbox docker" in errors


def test_strangers_do_not_bring_their_interpreter(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app / ".venv" / "bin").mkdir(parents=True)
    (app / ".venv" / "bin" / "python").symlink_to(sys.executable)
    report = json.loads(run(capsys, app, *GRADE)[1])
    assert report["sandbox"]["level"] == "limits"
    assert "the interpreter is none that came" in report["sandbox"]["missing"][0]["layer"]
    report = json.loads(run(capsys, app, *GRADE, "--require-isolation", "hardened")[1])
    assert report["sandbox"]["level"] == "hardened"
    assert ".venv" not in report["submission"]["python"]
    assert any("left aside" in note for note in report["notes"])
    arguments = ("--require-isolation", "hardened", "--python", sys.executable)
    code, _out, errors = run(capsys, app, *GRADE, *arguments)
    assert (code, "--python" in errors) == (2, True)


def test_no_engine_is_told_with_the_mend(
    app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/none.sock")
    code, _out, errors = run(capsys, app, *GRADE, "--sandbox", "docker")
    assert code == 2
    assert "No Docker engine answers" in errors
    code, out, _errors = run(capsys, app, *GRADE, "--sandbox", "auto")
    assert json.loads(out)["sandbox"]["name"] == "import"


def test_the_doctor_tells_layers_and_mends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/none.sock")
    code, out, _errors = run(capsys, "doctor")
    assert code == 0
    assert "import: isolation level hardened" in out
    assert "  + no connection leaves" in out
    assert "docker: cannot be used. No Docker engine answers" in out


@pytest.mark.docker
def test_docker_is_taken_where_there_is_an_engine_with_the_image(
    app: Path, docker_image: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert docker_image
    arguments = ("--sandbox", "auto", "--require-isolation", "container")
    _code, out, _errors = run(capsys, app, *GRADE, *arguments)
    sandbox = json.loads(out)["sandbox"]
    assert (sandbox["name"], sandbox["level"], sandbox["missing"]) == ("docker", "container", [])
