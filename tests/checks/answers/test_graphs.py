"""Diagrams judged by what can be reached from where."""

from __future__ import annotations

import pytest

from grader.checks.answers.graphs import component_of, judge_diagram
from grader.questions import Diagram
from tests.checks.answers.plans import PLAN

GOOD = [
    "Browser -> API -> Check -> Model",
    "User browser -> check -> API server\nAPI server -> the model",
    "graph LR\nB[Browser] --> A[API] --> C{Check} --> x[Anything] --> M[Model]\nM --> x --> A --> B",
    "digraph { Browser -> API -> Check -> Model; Model -> Browser }",
    "graph LR\nUserBrowser --- WebAPI --- InputCheck --- BigModel",
]
BAD = [
    ("Browser -> API -> Model", {"check": "There is no box for the check."}),
    ("Browser -> API -> Model\nAPI -> Model", {"check": "no box for the check"}),
    ("Browser -> API -> Check -> Model\nAPI -> Model", {"guarded": "the check: browser -> API -> model."}),
    ("Browser -> API -> Check\nAPI -> Model", {"guarded": "The check is no part of a way to the model."}),
    ("Browser -> API -> Model -> Check", {"guarded": "The check comes only after the model."}),
    ("API -> Browser\nAPI -> Check -> Model", {"arrives": "No way leads", "guarded": "No way leads"}),
    ("graph LR\nBrowser --> API --> Check --> Model\nLogs", {"connected": 'no line joins "Logs"'}),
]  # fmt: skip


def judged(text: str, *parts: str) -> str:
    return "\n".join(judge_diagram(PLAN, text, parts).problems)


@pytest.mark.parametrize("text", GOOD)
def test_a_right_diagram_in_each_notation(text: str) -> None:
    assert judged(text) == ""


@pytest.mark.parametrize(("text", "problems"), BAD)
def test_what_is_wrong_is_told_at_its_part(text: str, problems: dict[str, str]) -> None:
    for part, words in problems.items():
        assert words in judged(text, part)
    for part in {"browser", "api", "connected"} - set(problems):
        assert judged(text, part) == ""


def test_a_box_that_was_not_recognised_is_named() -> None:
    assert 'Not recognised: "Checkpoint"' in judged("Browser -> API -> Checkpoint -> Model", "check")


def test_missing_and_wrong_parts_are_marked_in_the_picture() -> None:
    picture = judge_diagram(PLAN, "graph LR\nBrowser --> API --> Model\nLogs", ()).diagram
    assert picture is not None
    assert {(box.label, box.mark) for box in picture.boxes if box.mark} == {
        ("Logs", "wrong"),
        ("check", "missing"),
    }
    around = judge_diagram(PLAN, "Browser -> API -> Check -> Model\nAPI -> Model", ("guarded",)).diagram
    assert around is not None
    labels = {box.id: box.label for box in around.boxes}
    marked = [
        (labels[arrow.source], labels[arrow.target]) for arrow in around.arrows if arrow.mark == "wrong"
    ]
    assert marked == [("Browser", "API"), ("API", "Model")]


@pytest.mark.parametrize(
    ("label", "component"),
    [
        ("User browser", "browser"),
        ("web_api", "api"),
        ("BigModel", "model"),
        ("Check of the API", "check"),
        ("x", ""),
    ],
)
def test_a_label_names_the_component_most_of_whose_words_it_has(label: str, component: str) -> None:
    found = component_of(label, PLAN.components)
    assert (found.id if found else "") == component


def test_what_is_no_text_or_cannot_be_read() -> None:
    assert judge_diagram(PLAN, 3, ()).problems == ("Give the diagram as text in quotes.",)
    assert isinstance(PLAN, Diagram)
    assert "No arrow was found" in judged("nothing", "browser")
