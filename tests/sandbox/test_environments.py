"""A submission's own virtual environment is used as it is, with or without uvicorn."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from grader.checks.http import Wire, WireRequest
from grader.errors import UsageError
from grader.results import StartFailureKind
from grader.sandbox.base import Limits, StartError
from grader.sandbox.process import ProcessSandbox
from grader.sandbox.settings import SandboxSettings
from grader.submission import open_submission

SERVER = {"uvicorn", "click", "h11", "httptools", "uvloop", "websockets", "wsproto"}
APP = """{first}
import sys
from fastapi import FastAPI
app = FastAPI()
@app.get('/')
def prefix(): return sys.prefix
"""


def environment(folder: Path, without: set[str]) -> Path:
    """Make `folder/.venv` with everything that the tests run on, less some packages."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / ".venv"], check=True)
    site = next((folder / ".venv").glob("lib/python*/site-packages"))
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        top = path.name.partition(".")[0].partition("-")[0].lower()
        if top not in without and path.suffix != ".pth":
            if path.is_dir():
                shutil.copytree(path, site / path.name, copy_function=link)
            else:
                link(path, site / path.name)
    return folder / ".venv"


def link(source: str | Path, target: str | Path) -> None:
    """Share the content where both lie on one disk; a symbolic link would lead out of the environment."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def body_of_root(folder: Path) -> bytes:
    with open_submission(folder) as submission, ProcessSandbox(SandboxSettings()) as sandbox:
        assert submission.python is not None
        with sandbox.start(submission, Limits()) as app:
            assert app.python.endswith(", .venv")
            return Wire(app.connect, Limits()).send(WireRequest("GET", "/")).body


def test_the_own_environment_runs_the_app_and_needs_no_uvicorn(tmp_path: Path) -> None:
    venv = environment(tmp_path, SERVER)
    (tmp_path / "main.py").write_text(APP.format(first=""))
    assert body_of_root(tmp_path) == f'"{venv}"'.encode()


def test_what_the_grader_has_installed_is_not_lent(tmp_path: Path) -> None:
    environment(tmp_path, SERVER | {"jinja2"})
    (tmp_path / "main.py").write_text(APP.format(first="import jinja2"))
    with pytest.raises(StartError) as caught:
        body_of_root(tmp_path)
    assert caught.value.failure.kind is StartFailureKind.MISSING_PACKAGE
    assert caught.value.failure.package == "jinja2"


def test_an_environment_without_fastapi_says_so(tmp_path: Path) -> None:
    environment(tmp_path, SERVER | {"fastapi"})
    (tmp_path / "main.py").write_text(APP.format(first=""))
    with pytest.raises(StartError) as caught:
        body_of_root(tmp_path)
    assert caught.value.failure.package == "fastapi"


def test_an_interpreter_that_cannot_run_is_told(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(APP.format(first=""))
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\necho this is no python >&2\nexit 1\n")
    fake.chmod(0o755)
    bystander = subprocess.Popen(["sleep", "600"])
    with (
        open_submission(tmp_path, python=fake) as submission,
        ProcessSandbox(SandboxSettings()) as sandbox,
        pytest.raises(StartError) as caught,
        sandbox.start(submission, Limits()),
    ):
        pass
    untouched = bystander.poll() is None
    bystander.kill()
    bystander.wait()
    assert untouched
    assert "this is no python" in caught.value.failure.message
    assert caught.value.failure.needs_review
    with pytest.raises(UsageError, match="nowhere"), open_submission(tmp_path, python=Path("nowhere")):
        pass
