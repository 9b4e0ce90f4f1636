"""No text of a submission, a student or a platform means anything in the class page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from grader.gradebook.values import Mark
from grader.intake.values import Handin, Student, Unmatched
from grader.reporting.classpage import Change, ClassView, render
from tests.reporting.classpage.classes import marked, mistake
from tests.reporting.untrusted import judges
from tests.reporting.untrusted.texts import TEXTS, each_trick, harmless_twin

START = "Zed "
"""Before each text, so that none is empty."""


def hostile(text: str) -> ClassView:
    """Return a class that has `text` wherever anyone but the grader may write."""
    text = START + text
    student = Student(id=f"{text} i", name=text, section=f"{text} s", email=f"{text} e")
    handed = Handin(id="x", students=(student,), path=Path("x"), folder=text, lesson="q")
    nobody = handed.model_copy(update={"students": ()})
    mistakes = (mistake("m", text),)
    return ClassView(
        title=text,
        marks=(
            marked(
                "A",
                "fpe",
                handin=handed,
                review=(text,),
                mistakes=mistakes,
                title=text,
                because=text,
                unstable=True,
            ),
            marked("B", "bbb", handin=nobody, start_failure="syntax", title=text),
            Mark(handin=handed, problem=text),
        ),
        absent=(student,),
        unmatched=(Unmatched(what=text, why=text),),
        changes=(Change(text, "x", "q08", 0, 1, (text,)),),
        feedback=lambda _: "feedback/x/feedback.html",
        footer=text,
    )


def judge(text: str) -> None:
    shown, twin = render(hostile(text)), render(hostile(harmless_twin(text)))
    judges.judge_screen(shown)
    page, expected = judges.Page(shown), judges.Page(twin)
    assert [tag for tag in page.tags if tag != "code"] == [tag for tag in expected.tags if tag != "code"]
    assert [name for name, _ in page.attributes] == [name for name, _ in expected.attributes]
    keys = ("data-key",)
    values, others = ({pair for pair in one.attributes if pair[0] not in keys} for one in (page, expected))
    assert values == others
    assert all(line in judges.bare("".join(page.texts)) for line in judges.told(START + text))


def test_no_known_trick_means_anything() -> None:
    for text in each_trick():
        judge(text)


def many_texts(examples: int) -> Callable[[], None]:
    return settings(max_examples=examples, deadline=None)(given(TEXTS)(judge))


def test_no_text_means_anything() -> None:
    many_texts(10)()


@pytest.mark.slow
def test_no_text_means_anything_long() -> None:
    many_texts(150)()
