"""A Moodle worksheet gets grades, and with each a comment; nothing else changes."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.gradebook.entries import Filled
from grader.gradebook.filling import fill
from grader.gradebook.remarks import comment
from grader.gradebook.values import Mark
from tests.gradebook.samples import ADA, ITO, KIM, criterion, mark

HEAD = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\n'
)
DATE = '"Friday, 1 May 2026, 10:00 AM",-'
ROWS = (
    f'"Participant 71","Ada Lovelace",ada@uni.example,"Submitted for grading",,100.00,Yes,{DATE},\n'
    f'"Participant 9","Yuki Ito",ito@uni.example,Submitted,50.00,20.00,Yes,{DATE},"Well done, Yuki"\n'
    f'"Participant 73","Alex Kim",kim@uni.example,Submitted,,100.00,No,{DATE},\n'
    f'"Participant 80","Jo Park",jo@uni.example,"No submission",,100.00,Yes,-,-,\n'
)


def filled(folder: Path, marks: list[Mark], text: str = HEAD + ROWS, column: str = "") -> Filled:
    path = folder / "moodle.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return fill(path, iter(marks), column=column)


def test_grades_and_comments_are_filled_in(tmp_path: Path) -> None:
    got = filled(tmp_path, [mark(ADA), mark(ITO), mark(KIM)])
    says = (
        "<p>Graded automatically: 80 of 100 points.</p><ul><li>About read: 20 of 40</li></ul>"
        "<p>The feedback file tells what was expected and what your app answered.</p>"
    )
    want = HEAD + ROWS.replace(f'grading",,100.00,Yes,{DATE},', f'grading",80,100.00,Yes,{DATE},{says}')
    assert got.data.decode() == want.replace("50.00,20.00", "16,20.00")
    assert (got.platform, got.columns, got.filled) == ("moodle", ("Grade",), 2)
    assert got.remarks == (
        "scores are scaled from 100 to 20 points",
        "replaced: Yuki Ito 50.00 -> 16",
        "moodle.csv:3: Yuki Ito: has a comment already, which stays; only the grade is entered",
        "moodle.csv:4: Alex Kim: the grade is locked in Moodle; left as it is",
        "without a hand-in here, left as they are: Jo Park",
    )


def test_our_own_comment_is_replaced_by_the_next(tmp_path: Path) -> None:
    first = filled(tmp_path, [mark(ADA)]).data.decode()
    second = filled(tmp_path, [mark(ADA, score=90, criteria=())], first)
    assert second.data.decode() == (HEAD + ROWS).replace(
        f'grading",,100.00,Yes,{DATE},',
        f'grading",90,100.00,Yes,{DATE},<p>Graded automatically: 90 of 100 points.</p>',
    )


@pytest.mark.parametrize("changes", [{"score": None, "problem": "broken"}, {"review": ("a proposal only",)}])
def test_no_comment_without_a_grade(tmp_path: Path, changes: dict[str, object]) -> None:
    assert filled(tmp_path, [mark(ADA, **changes)]).data.decode() == HEAD + ROWS  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        (',100.00,Yes,"Fri', ',"Fair, good",Yes,"Fri', "graded on a scale (Fair, good), not in points"),
        ("ada@uni.example", "kim@uni.example", "fits several students (s1001, s1003)"),
    ],
)
def test_an_odd_row_is_left(tmp_path: Path, old: str, new: str, remark: str) -> None:
    text = HEAD + ROWS.replace(old, new, 1)
    got = filled(tmp_path, [mark(ADA), mark(KIM)], text)
    assert got.data.decode() == text
    assert any(remark in told for told in got.remarks), got.remarks


def test_decimal_commas_and_old_code_pages_are_kept(tmp_path: Path) -> None:
    text = 'Identifier;Grade;"Maximum Grade";"Feedback comments";Section\r\n71;;"100,00";;Café\r\n'
    path = tmp_path / "moodle.csv"
    path.write_bytes(text.encode("latin-1"))
    decided = criterion("read", 20, 40, because="Ünlü ✓")
    got = fill(path, [mark(ADA, score=80.5, criteria=(decided,))])
    head, _, tail = got.data.decode("latin-1").partition(';"100,00";')
    assert head.endswith("\r\n71;80,5")
    assert "(Ünlü &#10003;)" in tail
    assert tail.endswith(";Café\r\n")


def test_a_worksheet_holds_one_lesson(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="for one lesson; choose one of: q1, q2"):
        filled(tmp_path, [mark(ADA, lesson="q1"), mark(ADA, lesson="q2")])
    with pytest.raises(UsageError, match=r"--column: .* leave the option out"):
        filled(tmp_path, [mark(ADA)], column="Grade")


def test_a_comment_names_a_dozen_criteria_at_the_most() -> None:
    text = comment(mark(ADA, criteria=tuple(criterion(f"c{number}", 0, 5) for number in range(15))))
    assert (text.count("About"), "<li>and 3 more</li></ul>" in text) == (12, True)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.seen.add(tag)


@given(because=st.text() | st.just("<script x='1'>alert(1)</script>"))
def test_a_comment_is_safe_and_on_one_line(because: str) -> None:
    text = comment(mark(ADA, because=because, criteria=(criterion("read", 0, 40, because=because),)))
    tags = Tags()
    tags.feed(text)
    assert tags.seen <= {"p", "ul", "li"}
    assert not set("\r\n\0\x1b") & set(text)
