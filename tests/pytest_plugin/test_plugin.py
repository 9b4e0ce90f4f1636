"""Lessons' checks in an ordinary pytest run, in a process of its own and in a project of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree

import pytest

from grader.reporting.visible import inert, visible

ROOT = Path(__file__).parents[2]
SUBMISSIONS = ROOT / "submissions"

INI = """
[pytest]
filterwarnings = error
addopts = --strict-markers --strict-config
python_files = check_*.py
"""
APP = r"""
    from fastapi import FastAPI
    from fastapi.responses import PlainTextResponse
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def root():
        return {"message": "hello"}

    @app.get("/hostile")
    def hostile():
        return PlainTextResponse("\x1b[2J\u202e\n::error::mine\n##[group]")
"""
CHECKS = """
    import pytest
    from grader.checks import expect
    from grader.checks.failure import Blocked

    calls = []

    @pytest.mark.criterion("only")
    def test_right(client, lesson, source, app):
        expect.body(client.get("/"), {"message": "hello"})

    @pytest.mark.criterion("only")
    def test_wrong(client):
        expect.body(client.get("/"), {"message": "goodbye"})

    @pytest.mark.criterion("only")
    def test_plain(client):
        assert client.get("/").json()["message"] == "goodbye"

    @pytest.mark.criterion("only")
    def test_hostile(client):
        text = client.get("/hostile").text
        print(text)
        assert not text, text

    @pytest.mark.criterion("only")
    def test_print_hostile(client):
        print(client.get("/hostile").text)

    def test_blocked():
        raise Blocked("There is nothing to look at.")

    def test_unstable(client):
        calls.append(1)
        assert len(calls) > 1, "the first call fails"

    def test_undocumented(openapi):
        pass

    def test_broken(client):
        {}["missing"]
"""
ENDED = {
    "test_right": "passed",
    "test_wrong": "failed",
    "test_plain": "failed",
    "test_hostile": "failed",
    "test_print_hostile": "passed",
    "test_blocked": "blocked",
    "test_unstable": "failed",
    "test_undocumented": "failed",
    "test_broken": "failed",
}


def environment(temporary: Path | None = None) -> dict[str, str]:
    """An installed grader is not needed: the plugin is named, and others are not loaded."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    own = {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "GRADE_SANDBOX": "import"}
    return known | own | ({"TMPDIR": str(temporary)} if temporary else {})


def run(arguments: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-p", "grader.pytest_plugin", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=folder, env=environment(temporary), capture_output=True, text=True, check=False
    )
    assert [path.name for path in temporary.iterdir() if not path.name.startswith("pytest-")] == []
    return done


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with settings of its own, a lesson and an app."""
    checks = tmp_path / "toy-lesson" / "checks"
    checks.mkdir(parents=True)
    (tmp_path / "pytest.ini").write_text(INI)
    (checks / "test_a.py").write_text(dedent(CHECKS))
    (checks.parent / "lesson.toml").write_text(
        'title = "Toy"\n[[criteria]]\nid = "only"\ntitle = "Only"\npoints = 100\nhint = "A hint."\n'
    )
    (tmp_path / "myapp").mkdir()
    (tmp_path / "myapp" / "main.py").write_text(dedent(APP))
    return tmp_path


def outcomes(output: str) -> dict[str, str]:
    """Read pytest's lines `FILE::NAME OUTCOME`."""
    found = re.findall(r"::(\w+)(?:\[.*?\])? (PASSED|FAILED|ERROR|SKIPPED|BLOCKED)", output)
    return {name: outcome.lower() for name, outcome in found}


def test_checks_end_as_an_author_expects(project: Path) -> None:
    done = run(["-v", "--grade-app", "myapp", "toy-lesson/checks", "--junitxml", "junit.xml"], project)
    assert (outcomes(done.stdout), done.returncode) == (ENDED, 1), done.stdout + done.stderr
    assert "2 passed" in done.stdout.splitlines()[-1]
    assert "grade: lesson toy-lesson, app myapp, sandbox import (" in done.stdout
    assert "BLOCKED toy-lesson/checks/test_a.py::test_blocked - There is nothing to look at." in done.stdout
    assert "The first time: the first call fails" in done.stdout
    assert "/openapi.json answers 404" in done.stdout
    properties = ElementTree.parse(project / "junit.xml").iter("property")
    assert not list(properties), "the result of a check is for the grader"


def test_a_failure_shows_the_authors_lines_and_the_evidence(project: Path) -> None:
    done = run(["--grade-app", "myapp", "toy-lesson/checks/test_a.py", "-k", "wrong or plain"], project)
    assert '>       expect.body(client.get("/"), {"message": "goodbye"})' in done.stdout
    assert "E       AssertionError: assert 'hello' == 'goodbye'" in done.stdout
    assert "grader/checks" not in done.stdout, "no lines of the grader"
    seen = done.stdout.partition("- What the check saw -")[2]
    for line in (
        "Sent       GET /",
        "Came back  200 OK",
        'Expected   {"message": "goodbye"}',
        "curl -i http://127.0.0.1:8000/",
    ):
        assert line in seen.splitlines()


@pytest.mark.parametrize("style", ["long", "native"])
def test_nothing_that_an_app_says_steers_terminal_or_ci(project: Path, style: str) -> None:
    done = run(["--grade-app", "myapp", "toy-lesson", "-k", "hostile", "-l", "-rA", f"--tb={style}"], project)
    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout
    assert "\\x1b[2J" in done.stdout
    assert done.stdout == inert(visible(done.stdout))


@pytest.mark.slow
def test_workers_of_xdist_judge_alike(project: Path) -> None:
    arguments = ["-v", "-p", "xdist", "-n", "2", "--grade-app", "myapp", "toy-lesson"]
    done = run(arguments, project)
    found = re.findall(r"(PASSED|FAILED|BLOCKED) \S*::(\w+)", done.stdout)
    assert {name: outcome.lower() for outcome, name in found} == ENDED, done.stdout + done.stderr
    assert "BLOCKED toy-lesson/checks/test_a.py::test_blocked - There is nothing" in done.stdout


@pytest.mark.slow
def test_a_whole_lesson_with_what_its_rubric_needs(tmp_path: Path) -> None:
    app = SUBMISSIONS / "q08-almost-right"
    done = run(["-v", f"--grade-app={app}", "--grade-lesson=q08-status-codes"], tmp_path)
    found = outcomes(done.stdout)
    assert {"test_contract", "test_fuzz", "test_other_endpoints"} <= set(found)
    assert "DELETE /items/{item_id} should document 204" in done.stdout


BAD_USAGE = {
    "not there": (["--grade-app", "nowhere", "toy-lesson"], "There is no 'nowhere'"),
    "a broken archive": (["--grade-app", "broken.zip", "toy-lesson"], "broken.zip is broken or no zip file"),
    "no app": (["--grade-app", "toy-lesson", "toy-lesson"], "No FastAPI app was found"),
    "several apps": (["--grade-app", "{submissions}/two-apps", "toy-lesson"], "keep one, or name it"),
    "does not start": (["--grade-app", "crashing", "toy-lesson"], "RuntimeError: \\x1b[2J boom"),
    "no lesson": (["--grade-app", "myapp", "myapp"], "belongs to no lesson"),
    "no app named": (["--grade-lesson", "toy-lesson"], "add --grade-app PATH"),
    "no such sandbox": (["--grade-app", "myapp", "--grade-sandbox", "moon"], "invalid choice: 'moon'"),
}


def test_bad_usage_is_one_clear_message(project: Path) -> None:
    (project / "broken.zip").write_text("no zip")
    (project / "crashing").mkdir()
    (project / "crashing" / "main.py").write_text(
        "from fastapi import FastAPI\napp = FastAPI()\nraise RuntimeError('\\x1b[2J boom')\n"
    )
    script = """
        import contextlib, io, json, sys
        import pytest
        for arguments in json.load(sys.stdin):
            with contextlib.redirect_stderr(io.StringIO()) as errors, contextlib.redirect_stdout(errors):
                code = pytest.main(["-p", "grader.pytest_plugin", *arguments])
            print(json.dumps([int(code), errors.getvalue()]), file=sys.__stdout__)
    """
    cases = [
        [argument.format(submissions=SUBMISSIONS) for argument in arguments]
        for arguments, _ in BAD_USAGE.values()
    ]
    done = subprocess.run(
        [sys.executable, "-c", dedent(script)],
        input=json.dumps(cases),
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    for (case, (_, words)), line in zip(BAD_USAGE.items(), done.stdout.splitlines(), strict=True):
        code, told = json.loads(line)
        assert (code, words in told) == (4, True), f"{case}: {told}"
        assert "grader/" not in told, f"{case}: {told}"
        assert told == visible(told)


def test_no_settings_of_an_app_are_used(project: Path) -> None:
    (project / "pytest.ini").unlink()
    (project / "myapp" / "pytest.ini").write_text("[pytest]\naddopts = myapp/evil\npythonpath = evil\n")
    (project / "myapp" / "evil").mkdir()
    (project / "myapp" / "evil" / "conftest.py").write_text("import pathlib\npathlib.Path('ran').touch()\n")
    done = run(["--grade-app", "myapp", "toy-lesson", "-k", "right"], project)
    assert (done.returncode, "write --grade-app=PATH" in done.stderr) == (4, True)
    assert run(["--grade-app=myapp", "toy-lesson", "-k", "right"], project).returncode == 0
    assert not (project / "ran").exists()


def test_ctrl_c_leaves_nothing_behind(project: Path) -> None:
    mark = f"600.{os.getpid()}"
    (project / "myapp" / "main.py").write_text(
        "import subprocess\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        f"subprocess.Popen(['sleep', '{mark}'])\n"
    )
    (project / "toy-lesson" / "checks" / "test_a.py").write_text(
        "import os, signal\n\ndef test_interrupted(client):\n    client.get('/')\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
    )
    assert run(["--grade-app", "myapp", "toy-lesson"], project).returncode == pytest.ExitCode.INTERRUPTED
    if sys.platform == "linux":
        commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
        assert not [command for command in commands if mark.encode() in command]


def test_without_the_option_nothing_is_loaded(tmp_path: Path) -> None:
    script = (
        "import sys, pytest\n"
        "pytest.main(['--markers', '-p', 'grader.pytest_plugin'])\n"
        "loaded = {name for name in sys.modules if name.startswith('grader')}\n"
        "assert loaded == {'grader', 'grader.pytest_plugin'}, loaded\n"
    )
    subprocess.run([sys.executable, "-c", script], env=environment(), cwd=tmp_path, check=True)


def test_the_entry_point_is_this_plugin() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["pytest11"] == {"grade": "grader.pytest_plugin"}
