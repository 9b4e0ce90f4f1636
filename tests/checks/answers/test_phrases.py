"""Phrases: what a sentence says, what it denies."""

from __future__ import annotations

import pytest

from grader.checks.answers.phrases import find, mentions
from grader.checks.answers.words import sentences

SAID = [
    ("async", "FastAPI is async.", "async"),
    ("validate", "It not only converts, but also validates.", "validates"),
    ("validation", "The validaton of inputs", "validaton"),
    ("built in admin", "Django\u2019s built-in admin panel", "built-in admin"),
    ("after response", "It runs after the HTTP response was sent.", "after the HTTP response"),
    ("standard library", "http.server is in the standard library.", "standard library"),
    ("async", "The async nature doesn't block others.", "async"),
    ("!block", "It does not block the loop.", "not block"),
    ("!block", "It is async and doesn\u2019t block others.", "doesn\u2019t block"),
    ("!block", "a non-blocking server", "non-blocking"),
    ("!block", "rather than blocking the server", "rather than blocking"),
    ("!dependency", "No packages or dependencies.", "No packages or dependencies"),
    ("!dependency", "Dependencies are not needed.", "Dependencies"),
    ("!dependency", "a dependency-free script", "dependency"),
    ("!wait", "The user doesn't have to wait.", "doesn't have to wait"),
    ("flask !async", "Flask and Django are not async by default.", "Flask and Django are not async"),
    ("removed", "Fields that aren't in the model are removed.", "removed"),
    ("!blocked", "nobody else gets blocked", "nobody else gets blocked"),
    ("websockets", "It is not slow and supports WebSockets.", "WebSockets"),
    ("cut off", "Fields that it lacks are cut off.", "cut off"),
    ("422", "What isn't a number makes FastAPI answer with 422.", "422"),
    ("422", "If that fails the client sees a 422.", "422"),
    ("get number", "Instead of text I get a number.", "get a number"),
    ("others wait", "the otehrs wiat", "wiat"),
    ("blocked", "Everyone is bloked.", "bloked"),
    ("after response", "It runs affter the response.", "response"),
]
NOT_SAID = [
    ("async", "It is not async."),
    ("async", "It isn't really fully async."),
    ("websockets", "It is not async and doesn't support WebSockets."),
    ("dependency", "Dependencies are not needed."),
    ("!block", "It blocks."),
    ("!block", "It is not async, so it blocks."),
    ("after response", "before, not after the response"),
    ("after response", "The response comes after it."),
    ("asynchronous", "It is synchronous."),
    ("admin panel", "The admin decides. Later a panel is built."),
    ("admin", ""),
    ("validates", "It neither filters fields nor validates anything."),
    ("documentation", "The documentation does not change."),
    ("only one", "Not only one waits."),
    ("loop blocked", "There is no risk: the loop is not blocked."),
    ("others wait", "The others must wait for nothing."),
    ("others wait", "The others do not have to wait."),
    ("standard library", "It is not in the standard library."),
    ("!block", "It does not validate prompts and blocks everyone."),
    ("parsed", "The value is passed on."),
    ("form", "It comes from there."),
]


@pytest.mark.parametrize(("phrase", "text", "words"), SAID)
def test_what_is_said_is_found_in_the_students_words(phrase: str, text: str, words: str) -> None:
    assert find(phrase, text).endswith(words.rpartition(" ")[2])
    assert find(phrase, text) in text
    assert len(find(phrase, text)) >= len(words) - 12


@pytest.mark.parametrize(("phrase", "text"), NOT_SAID)
def test_what_is_denied_or_absent_is_not(phrase: str, text: str) -> None:
    assert find(phrase, text) == ""


def test_a_mention_does_not_look_at_denials() -> None:
    assert mentions("async", "It is not async.") == "async"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("Take http.server, e.g. from Python 3.11.", 1),
        ("- first\n- second", 2),
        ("", 0),
        ("...", 0),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    assert len(sentences(text)) == count
