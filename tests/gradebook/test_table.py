"""Our own table: a row for each student and hand-in, harmless in a spreadsheet, there whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.cells import text_cell, visible
from grader.gradebook.table import COLUMNS, columns_of, write_table
from grader.gradebook.values import Lateness, Mark
from grader.intake.values import Student
from tests.gradebook.samples import ADA, ITO, KIM, NOON, criterion, handin, mark

TEXT = st.text(max_size=30) | st.sampled_from(
    ["=1+1", " +1", "-2", "@x", "\tx", "\r=1", 'a"b;c', "x\ny", "\u202ex"]
)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def written(path: Path, marks: list[Mark], absent: list[Student]) -> list[dict[str, str]]:
    write_table(path, iter(marks), absent, columns_of(iter(marks)))
    return read(path)


def test_a_row_tells_all_of_a_hand_in(tmp_path: Path) -> None:
    late = Lateness(by=timedelta(hours=1), days=1, points=10)
    one = mark(
        ADA, score=70.5, proposed=80, late=late, because="Too kind.", handin=handin(ADA, submitted=NOON)
    )
    (row,) = written(tmp_path / "gradebook.csv", [one], [])
    assert row == {
        "student": "s1001",
        "name": "Ada Lovelace",
        "email": "ada@uni.example",
        "username": "ada-l",
        "section": "",
        "group": "",
        "lesson": "todo-api",
        "score": "70.5",
        "max_score": "100",
        "late_penalty": "10",
        "final": "60.5",
        "proposed": "80",
        "status": "graded",
        "remarks": "1 day late: 10 points off; decided: Too kind.",
        "submitted": "2026-05-01 12:00:00+00:00",
        "create": "60",
        "read": "20",
    }


def test_every_student_of_the_class_has_a_row(tmp_path: Path) -> None:
    marks = [
        mark(ADA, ITO, handin=handin(ADA, ITO, id="pair")),
        mark(score=None, max_score=0, problem="a broken archive"),
        mark(ITO, review=("unstable: read",)),
        mark(ITO, lesson="q2", criteria=(criterion("create", 1, 2, because="Half."),), score=110),
    ]
    rows = written(tmp_path / "gradebook.csv", marks, [KIM])
    got = [(row["student"], row["group"], row["final"], row["status"], row["score"]) for row in rows]
    assert got == [
        ("s1001", "pair", "80", "graded", "80"),
        ("s1002", "pair", "80", "graded", "80"),
        ("todo-stranger", "", "", "not graded", ""),
        ("s1002", "", "", "review", "80"),
        ("s1002", "", "110", "graded", "110"),
        ("s1003", "", "", "absent", ""),
    ]
    assert [row["todo-api/read"] for row in rows] == ["20", "20", "", "20", "", ""]
    assert [row["q2/create"] for row in rows] == ["", "", "", "", "1", ""]
    assert rows[2]["remarks"] == "nobody recognised: handed in as todo-todo-stranger; a broken archive"
    assert rows[4]["remarks"] == "a bonus: more than the maximum of 100; create decided, 1 -> 1: Half."


def test_a_criterion_named_like_a_column_of_ours_has_the_lesson_before_it(tmp_path: Path) -> None:
    (row,) = written(tmp_path / "g.csv", [mark(ADA, criteria=(criterion("score", 5, 5),))], [])
    assert (row["score"], row["todo-api/score"]) == ("80", "5")


def test_the_table_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.csv"
    written(path, [mark(ADA)], [])
    before = path.read_bytes()
    assert before.startswith(b"\xef\xbb\xbfstudent,")

    def failing() -> Iterator[Mark]:
        yield mark(ITO)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_table(path, failing(), [], [])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        *[("=1+1", "'=1+1"), (" +1", "' +1"), ("-2", "'-2"), ("@x", "'@x"), ("a=b", "a=b")],
        *[("\tx", "'\\tx"), ("\rx", "'\\rx"), ("a\nb", "a\\nb"), ("a\u202eb", "a\\u202eb")],
        ("Zo\u00eb\u3000M\u00fcller", "Zo\u00eb\u3000M\u00fcller"),
    ],
)
def test_a_text_is_shown_as_it_is_and_never_computed(text: str, cell: str) -> None:
    assert text_cell(text) == cell


@given(texts=st.lists(TEXT, min_size=6, max_size=6))
def test_any_text_is_read_back_and_is_no_formula(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    identifier, name, email, username, section, problem = texts
    student = Student(id=identifier, name=name, email=email, username=username, section=section)
    one = mark(student, handin=handin(student, id="h"), problem=problem)
    (row,) = written(tmp_path_factory.mktemp("table") / "g.csv", [one], [])
    assert list(row) == [*COLUMNS, "create", "read"]
    cells = [row[name] for name in ("student", "name", "email", "username", "section")]
    assert [cell.removeprefix("'") for cell in cells] == [
        visible(text).removeprefix("'") for text in texts[:5]
    ]
    assert row["remarks"] == text_cell(problem)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())
    assert all(char.isprintable() or char.isspace() for cell in row.values() for char in cell)
    assert not set("\t\r\n").intersection("".join(row.values()))
