"""Arguments and exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest

import grader.grading
from grader.cli import main
from grader.lesson import list_lessons, specs_folder
from grader.results import Report


@pytest.fixture
def app(tmp_path: Path) -> str:
    (tmp_path / "main.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    return str(tmp_path)


def test_schema_describes_the_json_report(capsys: pytest.CaptureFixture[str], mixed: Report) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema_rs.validate(schema, json.loads(mixed.model_dump_json()))
    assert schema["properties"]["schema_version"]["const"] == "1"


def test_lessons_lists_and_shows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lessons"]) == 0
    listed = capsys.readouterr().out
    for lesson in list_lessons(specs_folder()):
        assert lesson.id in listed
    assert main(["lessons", "q08-status-codes"]) == 0
    page = capsys.readouterr().out
    assert "POST /items" in page
    assert "Creating an item answers 201" in page
    assert "HTTP_201_CREATED" not in page, "hints are for after the attempt"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["./nowhere"], "nowhere"),
        (["{app}", "--lesson", "q8-status-code"], "did you mean q08-status-codes"),
        (["{app}", "--format", "pdf"], "pdf"),
        (["{app}", "--output", "report"], "end the name in"),
        (["{app}", "--nonsense"], "--nonsense"),
        (["lessons", "q8"], "q8"),
        (["{app}", "--specs", "{app}"], "no lessons here"),
        (["{app}", "--python", "/nowhere/python"], "/nowhere/python"),
        ([], "Usage"),
    ],
)
def test_bad_usage_is_one_clear_message_and_exit_2(
    app: str, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([argument.format(app=app) for argument in arguments]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""


def test_an_app_that_is_not_in_its_module_is_bad_usage(app: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([app, "--app", "main:application", "--lesson", "any-fastapi-app"]) == 2
    assert "no object called `application`" in capsys.readouterr().err


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "grade ./myapp" in capsys.readouterr().out
    assert main(["submission", "--help"]) == 0
    assert "--deep" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert re.match(r"grade, version \S+\nPython 3\.\d+\.\S+, FastAPI \d.*\n$", capsys.readouterr().out)


def test_where_apps_cannot_be_run_it_is_said_and_the_rest_works(
    app: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delattr("os.fork")  # as on Windows
    for arguments in ([app], ["batch", app, "--out", "out"], ["check-lesson"], ["doctor"]):
        assert main(arguments) == 2
        assert "on Windows, use WSL" in capsys.readouterr().err
    assert main(["lessons"]) == 0


@pytest.mark.parametrize(("error", "code"), [(RuntimeError("surprise"), 3), (KeyboardInterrupt(), 130)])
def test_what_nobody_foresaw_has_its_exit_code(
    app: str,
    error: BaseException,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(grader.grading, "grade", fail)
    assert main([app]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_options_may_stand_before_the_path(app: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def stop(_submission: object, lessons: tuple[object, ...], *_rest: object, **_options: object) -> None:
        seen.append(str(len(lessons)))
        raise KeyboardInterrupt

    monkeypatch.setattr(grader.grading, "grade", stop)
    assert main(["--lesson", "q08-status-codes", app]) == 130
    assert seen == ["1"]
