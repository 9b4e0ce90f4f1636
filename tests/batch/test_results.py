"""`grade results`: what it answers, in which shape, and of a batch that is not finished."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.batch.journal import FILE, clear, journal, manifest_so_far
from grader.batch.manifest import Done, load_manifest
from grader.batch.publish import Wanted, publish
from grader.cli import main
from grader.overrides import load_overrides
from tests.batch.results import BELIEF, write_results

Ask = Callable[..., Any]

BEN = {"handin": "ben", "label": "Ben Ito", "lesson": "q08"}
TEAM = {"handin": "team", "label": "Cleo Kim, Dan Levi", "lesson": "q08"}
ADA = {"handin": "ada", "label": "Ada Lovelace", "lesson": "q08"}
EVE = {"handin": "eve", "label": "Eve \x1b[2J::error::Levi", "lesson": "q08"}
IVY = {
    "id": "s8",
    "name": "Ivy Moss",
    "email": "",
    "username": "",
    "section": "",
    "keys": [],
    "enrolled": False,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_results(tmp_path)


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return what the command prints as JSON."""

    def asked(*options: str) -> Any:
        assert main(["results", str(folder), "--format", "json", *options]) == 0
        return json.loads(capsys.readouterr().out)

    return asked


@pytest.fixture
def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return what the command prints on a terminal, or complains of."""

    def asked(*options: str, code: int = 0) -> str:
        assert main(["results", str(folder), *options]) == code
        printed = capsys.readouterr()
        return printed.err if code else printed.out

    return asked


def common(question: str, lesson: str = "", handins: int = 7) -> dict[str, Any]:
    shared = {"schema_version": "1", "question": question, "lesson": lesson, "handins": handins}
    return {**shared, "pending": ["gus"]}


def rate(name: str, percent: float | None, *counts: int) -> dict[str, Any]:
    numbers = dict(zip(("passed", "failed", "blocked", "error"), counts, strict=True))
    return {"id": name, "title": f"Can {name}", "rate": percent, **numbers}


def test_the_class(ask: Ask) -> None:
    hardest_first = [rate("create", 25, 1, 2, 1, 0), rate("read", 50, 2, 0, 2, 0)]
    assert ask("--lesson", "Q08") == {
        **common("class", "q08", 6),
        "review": 2,
        "lessons": [
            {
                "id": "q08",
                "title": "About q08",
                "handins": 5,
                "scored": 4,
                "mean": 47.5,
                "median": 45,
                "max_score": 100,
                "criteria": [*hardest_first, rate("docs", 66.67, 2, 0, 1, 1)],
                "not_started": [{"kind": "missing-package", "handins": [EVE]}],
            }
        ],
        "absent": [IVY],
        "unmatched": [{"what": "notes.txt", "why": "no hand-in"}],
        "problems": [],
    }
    assert [one["id"] for one in ask()["lessons"]] == ["q08", "q09"]


@pytest.mark.parametrize(
    "name", ["S1", "ada lovelace", "ADA@uni.example", "Ada-L", "501", "ada", "todo-ada-q09"]
)
def test_a_student_is_found_by_any_name(ask: Ask, name: str) -> None:
    found = {result["mark"]["handin"]["id"] for result in ask("--student", name)["results"]}
    assert found == {"ada": {"ada"}, "todo-ada-q09": {"ada-q09"}}.get(name, {"ada", "ada-q09"})


def test_a_student(ask: Ask, folder: Path) -> None:
    manifest = load_manifest(folder)
    assert manifest is not None
    publish(folder, manifest, Wanted(load_overrides(folder / "overrides.csv")))
    answer = ask("--student", "ben")
    (result,) = answer["results"]
    mark = result.pop("mark")
    assert (mark["handin"]["id"], mark["lesson"], mark["score"], mark["proposed"]) == ("ben", "q08", 60, 20)
    assert [*mark] == [
        *("handin", "lesson", "title", "key", "proposed", "score", "max_score", "late", "criteria"),
        *("mistakes", "start_failure", "unstable", "review", "problem", "because", "seconds"),
    ]
    lost = {"outcome": "failed", "points": 40, "max_points": 50, "message": "Nearly."}
    waits = {"outcome": "blocked", "points": 0, "max_points": 30}
    assert result == {
        "final": 60,
        "status": "graded",
        "start_failure": "",
        "lost": [
            {"id": "create", "title": "Can create", **lost},
            {"id": "read", "title": "Can read", **waits, "message": _WAITS},
        ],
        "report": (folder / "reports/be/ben-key.json").as_posix(),
        "feedback": (folder / "feedback/ben/feedback.html").as_posix(),
    }
    assert [answer.pop(key) for key in ("asked", "results", "absent")] == ["ben", [result], []]
    assert answer == {**common("student", handins=1), "pending": []}


_WAITS = 'Cannot be judged until "Can create" is mended.'


def test_a_student_on_a_terminal(told: Callable[..., str], folder: Path) -> None:
    text = told("--student", "dan levi")
    assert text.startswith("Cleo Kim, Dan Levi, About q08\nScore 30 / 100, to be looked at by hand\n")
    assert "  failed  0/50  Can create (create)\n    create went\n" in text
    assert f"Report: {folder.as_posix()}/reports/te/team-key.json\n" in text
    assert "Feedback" not in text
    assert "Score 60 / 100 (the grader proposed 20)" in told("--student", "s2")
    assert "the archive is broken" in told("--student", "fay")
    assert told("--student", "gus") == "1 of 1 hand-in not done yet: gus\n"
    assert told("--student", "ivy moss") == "Ivy Moss handed in nothing.\n"
    assert told("--student", "s2", "--lesson", "q09") == "s2 handed in nothing for q09.\n"


@pytest.mark.parametrize(
    ("options", "near"),
    [
        (["--student", "lovelace"], "did you mean 'Ada Lovelace'?"),
        (["--student", "Cleo Kin"], "did you mean 'Cleo Kim'?"),
        (["--student", "mos"], "did you mean 'Ivy Moss'?"),
        (["--criterion", "creat"], "did you mean 'create'?"),
        (["--criterion", "zzz"], "`grade results` without options lists those of the class"),
        (["--lesson", "q8"], "did you mean 'q08'?"),
    ],
)
def test_near_names_are_suggested(told: Callable[..., str], options: list[str], near: str) -> None:
    assert near in told(*options, code=2)


@pytest.mark.parametrize("name", ["create", "Q08/Create"])
def test_a_criterion(ask: Ask, name: str) -> None:
    answer = ask("--criterion", name)
    who = {"passed": [ADA], "failed": [BEN, TEAM], "blocked": [EVE], "error": []}
    told = {"lesson": "q08", "id": "create", "title": "Can create", "rate": 25, **who}
    assert answer.pop("criteria")[0] == told
    assert answer == {**common("criterion"), "asked": name}
    assert len(ask("--criterion", name)["criteria"]) == (2 if name == "create" else 1)


def test_misconceptions(ask: Ask, told: Callable[..., str]) -> None:
    belief = {"lesson": "q08", "text": BELIEF, "mutants": ["ok-200"], "sure": [BEN], "unsure": [TEAM]}
    assert ask("--misconceptions") == {**common("misconceptions"), "misconceptions": [belief]}
    assert "looks like: Ben Ito\n  may be: Cleo Kim, Dan Levi\n" in told("--misconceptions")
    assert "No hand-in looks like a known mistake." in told("--misconceptions", "--lesson", "q09")


def test_who_needs_review(ask: Ask, told: Callable[..., str]) -> None:
    fay = {"handin": "fay", "label": "Fay", "lesson": "q08", "status": "not graded"}
    assert ask("--review") == {
        **common("review"),
        "review": [
            {**fay, "reasons": ["not graded: the archive is broken"]},
            {**TEAM, "status": "review", "reasons": ["the grader failed on docs"]},
        ],
    }
    assert "  Fay (q08): not graded: the archive is broken\n" in told("--review")


def test_what_a_killed_batch_has_done_counts(ask: Ask, folder: Path) -> None:
    noted = Done(handin="gus", key="ada-key", lesson="q08", score=100, max_score=100)
    with journal(folder) as running:
        running.add(noted)
        assert ask("--student", "gus")["results"][0]["final"] == 100
        assert ask()["pending"] == []
    assert ask()["pending"] == ["gus"]
    (folder / FILE).write_text(f'{noted.model_dump_json()}\n{{"handin": "eve", "key": "ada-')
    manifest = manifest_so_far(folder)
    assert manifest is not None
    assert (manifest.done["gus"], manifest.done["eve"].key) == (noted, "eve-key")
    clear(folder)
    assert ask()["pending"] == ["gus"]


@pytest.mark.parametrize("options", [[], ["--student", "s5"], ["--criterion", "create"], ["--student", "s3"]])
def test_nothing_steers_the_terminal(told: Callable[..., str], options: list[str]) -> None:
    text = told(*options)
    assert "\x1b" not in text
    assert "\n::" not in text
    assert "`sqlmodel` is not installed." in told("--student", "s5")


def test_one_question_at_a_time(told: Callable[..., str], tmp_path: Path) -> None:
    assert "at a time" in told("--review", "--misconceptions", code=2)
    assert main(["results", str(tmp_path)]) == 2
