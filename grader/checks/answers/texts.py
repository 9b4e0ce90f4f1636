"""Judges a text by what it says: the concepts of its key, in any phrasing, not denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.checks.answers.phrases import NEAR, find_any, mentions
from grader.checks.answers.prose import guessed, is_a_list, repeats, says_something
from grader.checks.answers.verdict import Verdict
from grader.checks.answers.words import sentences
from grader.printable import printable
from grader.questions import Concept, Text

MOST = 2_000
"""Characters of a text that is still short."""


@dataclass(frozen=True)
class Beside:
    """What a text is compared with."""

    prompts: tuple[str, ...] = ()
    """What the lesson asks: a copy of it is no answer."""
    texts: tuple[str, ...] = ()
    """The student's other texts: the same sentence cannot answer two questions."""


def judge_text(question: Text, value: Any, parts: Sequence[str], beside: Beside) -> Verdict:
    """Judge a text; of its concepts only `parts`, where there are any."""
    if not isinstance(value, str):
        return Verdict(("Answer with a sentence, as text in quotes.",), received=printable(str(value)))
    text = value.strip()
    wanted = [concept for concept in question.concepts if not parts or concept.id in parts]
    least = len(wanted) if parts or question.least is None else question.least
    found = {concept.id: words for concept in wanted if (words := find_any(concept.any, text[:MOST]))}
    problems = [*_form(question, text, beside), *_errors(question, text)]
    if not problems and len(found) < least:
        problems = list(_missing([concept for concept in wanted if concept.id not in found], text))
    return Verdict(tuple(problems), _expected(question, wanted, least), _received(text, found.values()))


def _form(question: Text, text: str, beside: Beside) -> Iterator[str]:
    """Yield why a text is no answer, whatever it is about."""
    parsed = sentences(text[:MOST])
    words = [word for sentence in parsed for word in sentence]
    if len(text) > MOST:
        yield f"This is too long to be a short answer: {MOST} characters are the most."
    elif len(words) < question.words:
        yield "This is too short: write a whole sentence."
    elif len(parsed) > question.sentences:
        yield f"These are {len(parsed)} sentences; write {question.sentences} at most."
    elif repeats(words, beside.prompts):
        yield "This repeats the question: answer in your own words."
    elif question.words > 1 and is_a_list(text, words):
        yield "This is a list of words: write a sentence that says how they belong together."
    elif guess := guessed(text):
        yield f'Say what you know, without "{printable(guess)}".'
    elif _normal(text) in map(_normal, beside.texts):
        yield "This is word for word your answer to another question: say what is special about this one."


def _errors(question: Text, text: str) -> Iterator[str]:
    for error in question.errors:
        if words := find_any(error.any, text[:MOST], NEAR):
            yield f'Look again at {error.about}: "{printable(words)}" is not so.'


def _missing(concepts: Iterable[Concept], text: str) -> Iterator[str]:
    for concept in concepts:
        mentioned = (mentions(phrase, text[:MOST]) for phrase in concept.any)
        telling = max(filter(says_something, mentioned), key=len, default="")
        verb = _verb([concept])
        if telling:
            yield f'It mentions "{printable(telling)}", but not so that it {verb}s {concept.about}.'
        else:
            yield f"It does not {verb} {concept.about}."


def _verb(concepts: Iterable[Concept]) -> str:
    """Return "name" where things are asked for, otherwise "say"."""
    return "name" if all(concept.about.startswith(("the ", "a ", "an ")) for concept in concepts) else "say"


def _expected(question: Text, wanted: Sequence[Concept], least: int) -> str:
    most = f"at most {question.sentences} sentences" if question.sentences > 1 else "one sentence"
    about = "; ".join(concept.about for concept in wanted)
    some = "" if least == len(wanted) else f"at least {least} of: "
    return f"{_verb(wanted).capitalize()} in your own words, in {most}, {some}{about}"


def _received(text: str, found: Iterable[str]) -> str:
    recognised = ", ".join(f'"{printable(words)}"' for words in found)
    return f"{text[:MOST]}\n(recognised: {recognised or 'nothing yet'})"


def _normal(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
