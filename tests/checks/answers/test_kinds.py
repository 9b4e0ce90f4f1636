"""Choices, numbers and the form of texts."""

from __future__ import annotations

import pytest

from grader.checks.answers.choices import judge_choice
from grader.checks.answers.numbers import judge_number
from grader.checks.answers.texts import Beside, judge_text
from grader.questions import Choice, Concept, Number, Text

WHICH = Choice(
    id="w", prompt="?", kind="choice", choices=("http.server", "Flask", "FastAPI"), right=("Flask",)
)
WAIT = Number(id="n", prompt="?", kind="number", value=1550, unit="ms", tolerance=10)
COUNT = Number(id="n", prompt="?", kind="number", value=12, units={"dozen": 12})
WHY = Text(
    id="t",
    prompt="Say why the event loop must never be blocked by anyone.",
    kind="text",
    concepts=(Concept(id="c", about="what happens", any=("wait",)),),
    errors=(Concept(id="e", about="who waits", any=("only one wait",)),),
    sentences=2,
)


@pytest.mark.parametrize("value", ["Flask", "flask", " FLASK ", "`flask`"])
def test_a_choice_is_taken_however_it_is_written(value: str) -> None:
    assert judge_choice(WHICH, value).problems == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Fast API", "FastAPI does not fit here."),
        ("HTTP Server", "http.server does not fit here."),
        ("Flask or FastAPI", "is none of the choices"),
        ("not Flask", "is none of the choices"),
        (["Flask"], "Give one name"),
        (True, "Give one name"),
        ("\x1b[2J", "is none of the choices"),
    ],
)
def test_a_wrong_choice_does_not_tell_the_right_one(value: object, words: str) -> None:
    verdict = judge_choice(WHICH, value)
    assert words in verdict.problems[0]
    assert "\x1b" not in verdict.problems[0] + verdict.received
    assert "Flask" not in verdict.expected or "FastAPI" in verdict.expected


@pytest.mark.parametrize(
    "value",
    [1550, 1550.0, "1550", "1550 ms", "1550ms", "1,550 ms", "1.55 s", "1,55 s", "1.55 seconds", "~1550 ms",
     "1 550 ms", "about 1.55s", "50 + 500 + 1000 = 1550 ms", "1_550", "1.55e3 ms", "1550000 \u00b5s", "1555"],
)  # fmt: skip
def test_a_number_in_every_unit(value: object) -> None:
    assert judge_number(WAIT, value).problems == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1550 s", "look at the number and at its unit"),
        (1.55, "which is read as ms"),
        ("1000 ms", "is not the number"),
        ("-1550", "is not the number"),
        ("1550 bananas", 'The unit "bananas" is not known'),
        ("long", "cannot be read"),
        (True, "cannot be read"),
        (float("nan"), "cannot be read"),
        (float("inf"), "cannot be read"),
        ([1550], "cannot be read"),
    ],
)
def test_a_wrong_number_does_not_tell_the_right_one(value: object, words: str) -> None:
    verdict = judge_number(WAIT, value)
    assert words in verdict.problems[0]
    assert "1550" not in verdict.expected


def test_units_of_the_authors_own() -> None:
    assert judge_number(COUNT, "1 dozen").problems == ()
    assert judge_number(COUNT, 12).problems == ()
    assert judge_number(COUNT, "1 ms").problems


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("They wait.", "too short"),
        ("All wait. All wait long. All wait very long.", "These are 3 sentences; write 2 at most."),
        ("Wait " * 500, "too long"),
        ("The event loop must never be blocked by anyone.", "This repeats the question"),
        ("wait block loop async await event handler thread", "list of words"),
        ("wait, after, loop, async, add_task", "list of words"),
        ("wait, built-in, no loop", "list of words"),
        ("wait loop async event thread", "list of words"),
        ("I don\u2019t know, but others wait.", 'Say what you know, without "I don\'t know".'),
        ("I think that they wait or something.", 'Say what you know, without "or something".'),
        ("I like that the event loop must not be blocked by anyone.", "This repeats the question"),
        ("It is here, word for word: all wait.", "word for word your answer to another question"),
        ("It is fast and everyone likes it.", "It does not say what happens."),
        ("The others do not wait for it.", 'It mentions "wait", but not so that it says what happens.'),
        (
            "All wait, or only one of them waits.",
            'Look again at who waits: "only one of them waits" is not so.',
        ),
        (3, "Answer with a sentence"),
    ],
)
def test_why_a_text_is_no_answer(value: object, words: str) -> None:
    beside = Beside(
        ("Say why the event loop must never be blocked by anyone.",),
        ("it is here: word for word, ALL wait!",),
    )
    verdict = judge_text(WHY, value, (), beside)
    assert any(words in problem for problem in verdict.problems)


@pytest.mark.parametrize(
    "value",
    [
        "Everyone waits, nobody is served.",
        "It stops, waits, hangs.",
        "Everyone waits while the event loop is blocked by anyone.",
        "Make sure that they wait.",
    ],
)
def test_what_only_looks_like_a_list_a_copy_or_a_guess(value: str) -> None:
    beside = Beside((WHY.prompt,))
    assert judge_text(WHY, value, (), beside).problems == ()


def test_things_are_named_and_empty_words_not_told() -> None:
    question = Text(
        id="t",
        prompt="Where?",
        kind="text",
        concepts=(Concept(id="c", about="the path of the page", any=("!gets", "docs")),),
    )
    verdict = judge_text(question, "It gets what it needs.", (), Beside())
    assert verdict.problems == ("It does not name the path of the page.",)
    assert verdict.expected == "Name in your own words, in at most 3 sentences, the path of the page"


def test_a_right_text_shows_what_was_recognised() -> None:
    verdict = judge_text(WHY, "Everybody has to wait for the one who sleeps.", (), Beside())
    assert verdict.problems == ()
    assert '(recognised: "wait")' in verdict.received
