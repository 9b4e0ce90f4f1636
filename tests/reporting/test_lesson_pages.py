from __future__ import annotations

from pathlib import Path

from grader.lesson import Criterion, Lesson
from grader.reporting.lessons import lesson_page, lesson_table


def test_what_a_student_sees(tmp_path: Path) -> None:
    (tmp_path / "assignment.md").write_text("# Build it\n\nPlease.\n")
    criteria = (
        Criterion(id="a", title="It starts and answers", points=60, hint="secret"),
        Criterion(id="b", title="More", points=40, hint="secret"),
    )
    lesson = Lesson(id="q01", root=tmp_path, title="First", criteria=criteria)
    assert lesson_page(lesson).split("\n") == [
        "# Build it",
        "",
        "Please.",
        "",
        "## Rubric",
        "",
        "| Criterion             | Points |",
        "|-----------------------|-------:|",
        "| It starts and answers |     60 |",
        "| More                  |     40 |",
        "",
    ]
    longer = lesson.model_copy(update={"id": "q02-long"})
    assert lesson_table([lesson, longer]) == "q01       First\nq02-long  First\n"
