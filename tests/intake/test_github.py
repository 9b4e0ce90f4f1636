"""Clones: what comes before the username is found, and a username may hold dashes."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from grader.intake.github import usernames
from grader.intake.known import Known
from tests.intake.building import folder, intake

LESSONS = ("q03-path-parameters", "q04-query-parameters")
COMMIT = """\
tree {0}
parent {0}
author A <a> 1 +0000
committer A B <a@b> 1777636800 +0200

committer X <x> 5 +0000
"""
HEAD = "ab" + "1" * 38


@pytest.mark.parametrize(
    ("names", "known", "expected"),
    [
        (["todo-alice", "todo-mary-ann"], Known(), ["alice", "mary-ann"]),
        (["todo-alice-a", "todo-alice-b"], Known(usernames=frozenset({"alice-a"})), ["alice-a", "alice-b"]),
        (
            ["cs1-todo-ann", "cs1-todo-mary-ann"],
            Known(usernames=frozenset({"ann", "mary-ann"})),
            ["ann", "mary-ann"],
        ),
        (["todo-al-x", "todo-al-y"], Known(assignment="todo"), ["al-x", "al-y"]),
        (["cs1-todo-al-x", "cs1-Todo-al-y", "other"], Known(assignment="todo"), ["al-x", "al-y", None]),
        (["q03-path-parameters-al", "cs1-q04-query-parameters-al"], Known(lessons=LESSONS), ["al", "al"]),
        (["todo-Alice", "todo-BOB"], Known(usernames=frozenset({"alice", "bob"})), ["Alice", "BOB"]),
        (["ito-yuki", "kim-min"], Known(usernames=frozenset({"yuki"})), [None, None]),
        (["ito-yuki", "kim-min"], Known(), [None, None]),
        (["todo-alice"], Known(), [None]),
    ],
)
def test_usernames(names: list[str], known: Known, expected: list[str | None]) -> None:
    found = usernames(names, known)
    assert [found.get(name) for name in names] == expected


def test_a_name_that_all_folders_begin_with(tmp_path: Path) -> None:
    source = folder(tmp_path / "class", ["anna-muller/main.py", "anna-li/main.py"])
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\ns1,Anna Müller\ns2,Anna Li\n")
    found = intake(source, roster=roster)
    assert sorted(student.id for one in found.handins for student in one.students) == ["s1", "s2"]


def test_lesson_of_a_clone(tmp_path: Path) -> None:
    source = folder(tmp_path / "clones", ["q3-al/main.py", "q3-bo/main.py"])
    assert [(one.id, one.lesson) for one in intake(source, lessons=LESSONS).handins] == [
        ("al-q03-path-parameters", "q03-path-parameters"),
        ("bo-q03-path-parameters", "q03-path-parameters"),
    ]


def clone(tmp_path: Path, extra: dict[str, str | bytes] | None = None) -> Path:
    body = COMMIT.format("0" * 40).encode()
    files: dict[str, str | bytes] = {
        "main.py": "",
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/refs/heads/main": f"{HEAD}\n",
        f".git/objects/{HEAD[:2]}/{HEAD[2:]}": zlib.compress(b"commit %d\0" % len(body) + body),
    }
    return folder(tmp_path / "clones" / "todo-al", files | (extra or {})).parent


def submitted(source: Path) -> str:
    (one,) = intake(source, assignment="todo").handins
    return str(one.submitted)


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({}, "2026-05-01 14:00:00+02:00"),
        ({".git/HEAD": f"{HEAD}\n"}, "2026-05-01 14:00:00+02:00"),
        (
            {".git/HEAD": "ref: refs/heads/x\n", ".git/packed-refs": f"# pack\n{HEAD} refs/heads/x\n"},
            "2026-05-01 14:00:00+02:00",
        ),
        ({".git/HEAD": "ref: refs/heads/../../../../../HEAD\n"}, "None"),
        ({".git/HEAD": b"\xff\xfe"}, "None"),
        ({f".git/objects/{HEAD[:2]}/{HEAD[2:]}": "no zlib"}, "None"),
        (
            {f".git/objects/{HEAD[:2]}/{HEAD[2:]}": zlib.compress(b"blob 3\0committer A <a> 1 +0000\n")},
            "None",
        ),
    ],
)
def test_time_of_the_last_commit(tmp_path: Path, extra: dict[str, str | bytes], expected: str) -> None:
    assert submitted(clone(tmp_path, extra)) == expected


def test_no_link_in_a_clone_is_followed(tmp_path: Path) -> None:
    source = clone(tmp_path)
    objects = source / "todo-al" / ".git" / "objects"
    objects.rename(tmp_path / "elsewhere")
    objects.symlink_to(tmp_path / "elsewhere")
    assert submitted(source) == "None"
