"""A Canvas gradebook gets scores in one column, and keeps every other byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.gradebook.entries import Filled
from grader.gradebook.filling import fill
from grader.gradebook.values import Mark
from tests.gradebook.samples import ADA, ITO, KIM, handin, mark

INFO = "Student,ID,SIS User ID,SIS Login ID,Section"
EXPORT = f"""\
{INFO},Essay (99),Todo API (123456),Todo API extra (77),Final Score,Notes\r
,,,,,,Manual Posting,,,\r
    Points Possible,,,,,10,50.00,5,(read only),\r
"Lovelace, Ada",501,x9,ada,"Web ""A"" b",7,,,88.1, kept \r
"Ito, Yuki",9999,s1002,yuki,Web,9,EX,,,\r
"Kim, Alex",,,,Web,,"12.00",,,=1\r
"Nobody, Else",510,,nobody,Web,,3,,,\r
"Student, Test",,,,Web,,1,,,\r
"""


def filled(folder: Path, marks: list[Mark], text: str = EXPORT, column: str = "") -> Filled:
    path = folder / "canvas.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return fill(path, iter(marks), column=column)


def test_only_the_cells_of_the_lesson_change(tmp_path: Path) -> None:
    got = filled(tmp_path, [mark(ADA), mark(ITO), mark(KIM, score=85.5)], column="todo api (123456)")
    want = EXPORT.replace('"Web ""A"" b",7,,', '"Web ""A"" b",7,40,').replace('"12.00"', '"42.75"')
    assert got.data == want.encode()
    assert (got.platform, got.columns, got.filled) == ("canvas", ("Todo API (123456)",), 2)
    assert got.remarks == (
        "matched by the name alone: s1003",
        "scores are scaled from 100 to 50 points",
        "replaced: Alex Kim 12.00 -> 42.75",
        "canvas.csv:5: Yuki Ito: excused; left as it is",
        "without a hand-in here, left as they are: Nobody, Else",
    )


@pytest.mark.parametrize("title", ["Todo API", "todo_api"])
def test_a_column_is_found_by_the_name_of_the_lesson(tmp_path: Path, title: str) -> None:
    assert filled(tmp_path, [mark(ADA, title=title, lesson="x9")]).columns == ("Todo API (123456)",)
    assert filled(tmp_path, [mark(ADA, title="", lesson="extra")]).columns == ("Todo API extra (77)",)


@pytest.mark.parametrize("column", ["123456", "Todo API", "TODO API (123456)"])
def test_a_column_may_be_named(tmp_path: Path, column: str) -> None:
    assert filled(tmp_path, [mark(ADA, lesson="q9", title="")], column=column).filled == 1


@pytest.mark.parametrize(
    ("lesson", "column", "message"),
    [
        ("q9", "", r"canvas.csv: no column is named like the lesson 'q9'; .* one of: Essay \(99\);"),
        ("api", "", "several columns are named like the lesson 'api'"),
        ("api", "Final Score", "--column 'Final Score' names no column for scores; write"),
    ],
)
def test_an_unclear_column_is_refused(tmp_path: Path, lesson: str, column: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        filled(tmp_path, [mark(ADA, lesson=lesson, title="")], column=column)


@pytest.mark.parametrize("column", ["Override Score (2020)", "Attendance (5)"])
def test_totals_and_columns_that_are_read_only_are_no_columns_for_scores(tmp_path: Path, column: str) -> None:
    text = (
        "Student,ID,Section,Todo API (1),Attendance (5),Override Score (2020)\n"
        "    Points Possible,,,100,(read only),100\nAda Lovelace,501,W,,,\n"
    )
    with pytest.raises(UsageError, match=r"names no column for scores; .* one of: Todo API \(1\)$"):
        filled(tmp_path, [mark(ADA)], text, column)


def test_a_row_that_ends_too_early_is_told(tmp_path: Path) -> None:
    text = "Student,ID,Section,Todo API (1)\nAda Lovelace,501,W\n"
    got = filled(tmp_path, [mark(ADA)], text)
    assert (got.data.decode(), got.filled) == (text, 0)
    assert got.remarks == (
        "canvas.csv:2: Ada Lovelace: the row ends before the column; export the file anew",
    )


def test_several_lessons_fill_a_column_each(tmp_path: Path) -> None:
    marks = [mark(ADA, lesson="todo-api"), mark(ADA, lesson="essay", title="", score=5, max_score=10)]
    got = filled(tmp_path, marks)
    assert b",5,40," in got.data
    assert got.columns == ("Essay (99)", "Todo API (123456)")
    with pytest.raises(UsageError, match="--column fills one lesson"):
        filled(tmp_path, marks, column="99")


@pytest.mark.parametrize(
    ("marks", "remark"),
    [
        ([mark(ADA, review=("unstable: read",))], "canvas.csv:4: Ada Lovelace: unstable: read; left"),
        ([mark(ADA, score=None, problem="a broken zip")], "Ada Lovelace: a broken zip; left as it is"),
        ([mark(ADA), mark(ADA, handin=handin(ADA, id="b"))], "s1001: several hand-ins (s1001, b)"),
        ([mark(score=80)], "todo-stranger: nobody recognised"),
        (
            [mark(ITO.model_copy(update={"id": "z", "name": "Z", "keys": ()}))],
            "Z: no row is surely this student's",
        ),
    ],
)
def test_what_has_no_final_score_or_no_row_is_told(tmp_path: Path, marks: list[Mark], remark: str) -> None:
    got = filled(tmp_path, marks, column="123456")
    assert got.data == EXPORT.encode()
    assert any(remark in told for told in got.remarks), got.remarks


def test_rows_that_fit_several_students_are_left(tmp_path: Path) -> None:
    namesake = KIM.model_copy(update={"id": "s1007", "keys": ()})
    text = EXPORT.replace(",9999,s1002", ",501,s1002").replace(",EX,", ",,")
    got = filled(tmp_path, [mark(KIM), mark(namesake), mark(ITO)], text, "123456")
    assert b"yuki,Web,9,40," in got.data
    assert "canvas.csv:6: fits several students (s1003, s1007); left as it is" in got.remarks
    got = filled(tmp_path, [mark(ADA), mark(ITO)], text, "123456")
    assert "canvas.csv:5: fits several students (s1001, s1002); left as it is" in got.remarks
    assert got.data.decode().count(",40,") == 1


def test_a_row_that_an_identifier_leaves_open_may_be_told_by_the_name(tmp_path: Path) -> None:
    rival = KIM.model_copy(update={"id": "s1007", "keys": ("501",)})
    got = filled(tmp_path, [mark(ADA), mark(rival)], column="123456")
    assert b'b",7,40,' in got.data


def test_two_rows_of_one_student_are_left_unless_one_has_the_identifier(tmp_path: Path) -> None:
    twice = EXPORT + '"Lovelace, Ada",,,,Web,,,,,\r\n'
    got = filled(tmp_path, [mark(ADA)], twice, "123456")
    assert got.data.decode().count(",40,") == 1
    assert "canvas.csv:9: also fits s1001, who has another row; left as it is" in got.remarks
    same = EXPORT + '"Lovelace, A.",,s1001,,Web,,,,,\r\n'
    assert filled(tmp_path, [mark(ADA)], same, "123456").filled == 0


def test_a_decimal_comma_is_kept_where_the_file_has_it(tmp_path: Path) -> None:
    text = "\ufeffStudent;ID;Section;Todo API (1)\n    Points Possible;;;100,00\nAda Lovelace;501;W;\n"
    got = filled(tmp_path, [mark(ADA, score=80.25)], text)
    assert got.data == (text[:-1] + "80,25\n").encode()


def test_a_score_that_is_there_already_keeps_its_writing(tmp_path: Path) -> None:
    text = EXPORT.replace('"Web ""A"" b",7,,', '"Web ""A"" b",7,40.00,')
    got = filled(tmp_path, [mark(ADA)], text)
    assert (got.data, got.filled) == (text.encode(), 1)


def test_a_score_by_hand_is_scaled_like_the_others(tmp_path: Path) -> None:
    by_hand = mark(KIM, score=50, max_score=0, criteria=(), lesson="", title="", because="By hand.")
    got = filled(tmp_path, [mark(ADA), by_hand])
    assert b'"25"' in got.data


def test_names_in_two_columns(tmp_path: Path) -> None:
    text = "LastName,FirstName,ID,Section,Todo API (1)\nLovelace,Ada,1,W,\nStudent,Test,,W,\n"
    assert filled(tmp_path, [mark(ADA)], text).data.decode() == text.replace("W,\nStudent", "W,80\nStudent")


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"neither a Canvas gradebook .* it has Name, Points"):
        filled(tmp_path, [mark(ADA)], "Name,Points\nAda,3\n")


@given(
    score=st.floats(0, 200), name=st.text(st.characters(exclude_characters='"', exclude_categories=["Cs"]))
)
def test_any_name_and_score_changes_its_cell_alone(
    tmp_path_factory: pytest.TempPathFactory, score: float, name: str
) -> None:
    before, after = f'Student,ID,Section,Todo API (1)\n"{name}",501,W,', '\n"Kim, Alex",503,W,7\n'
    got = filled(tmp_path_factory.mktemp("canvas"), [mark(ADA, score=score)], before + after)
    assert got.data.startswith(before.encode())
    assert got.data.endswith(after.encode())
    number = got.data.removeprefix(before.encode()).removesuffix(after.encode())
    assert float(number) == pytest.approx(score, abs=0.006)
