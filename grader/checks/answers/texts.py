"""Judges a text by what it says: the concepts of its key, in any phrasing, not denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.checks.answers.phrases import find_any, mentions
from grader.checks.answers.verdict import Verdict
from grader.checks.answers.words import Word, sentences
from grader.printable import printable
from grader.questions import Concept, Text

MOST = 2_000
"""Characters of a text that is still short."""
QUOTED = 5
"""Words in a row that count as copied where the question has them, too."""
OWN_WORDS = 2
PROSE = 0.1
"""The least share of function words; a list of keywords has none, even terse prose has a quarter."""
SHORT = 6
"""Words up to which a text may do without."""

# fmt: off
FUNCTION_WORDS = frozenset([
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "they", "them", "their", "you",
    "your", "we", "our", "i", "he", "she", "one", "there", "here", "is", "are", "was", "were", "be",
    "been", "being", "am", "has", "have", "had", "do", "does", "did", "can", "could", "will", "would",
    "should", "may", "might", "must", "and", "or", "but", "so", "because", "since", "as", "if", "when",
    "while", "where", "which", "who", "what", "than", "then", "also", "only", "just", "of", "in", "on",
    "at", "to", "for", "from", "with", "by", "about", "into", "over", "after", "before", "during",
    "without", "not", "no", "until", "need", "needs", "every", "each", "all",
])
# fmt: on


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
        yield "This is too short to be a reason: write a whole sentence."
    elif len(parsed) > question.sentences:
        yield f"These are {len(parsed)} sentences; write {question.sentences} at most."
    elif _own_words(words, beside.prompts) < min(OWN_WORDS, len(words)):
        yield "This repeats the question: answer in your own words."
    elif question.words > 1 and _is_a_list(words):
        yield "This is a list of words: write a sentence that says how they belong together."
    elif _normal(text) in map(_normal, beside.texts):
        yield "This is word for word your answer to another question: say what is special about this one."


def _is_a_list(words: Sequence[Word]) -> bool:
    return len(words) > SHORT and sum(w.text in FUNCTION_WORDS for w in words) < PROSE * len(words)


def _own_words(words: Sequence[Word], prompts: Iterable[str]) -> int:
    """Count the words that are not in a run of `QUOTED` words of what is asked."""
    asked = [[word.text for sentence in sentences(prompt) for word in sentence] for prompt in prompts]
    runs = {tuple(row[i : i + QUOTED]) for row in asked for i in range(len(row) - QUOTED + 1)}
    texts = [word.text for word in words]
    quoted: set[int] = set()
    for start in range(len(texts) - QUOTED + 1):
        if tuple(texts[start : start + QUOTED]) in runs:
            quoted.update(range(start, start + QUOTED))
    return len(texts) - len(quoted)


def _errors(question: Text, text: str) -> Iterator[str]:
    for error in question.errors:
        if words := find_any(error.any, text[:MOST]):
            yield f'Look again at {error.about}: "{printable(words)}" is not so.'


def _missing(concepts: Iterable[Concept], text: str) -> Iterator[str]:
    for concept in concepts:
        denied = next(filter(None, (mentions(phrase, text[:MOST]) for phrase in concept.any)), "")
        if denied:
            yield f'It mentions "{printable(denied)}", but not so that it says {concept.about}.'
        else:
            yield f"It does not say {concept.about}."


def _expected(question: Text, wanted: Sequence[Concept], least: int) -> str:
    most = f"at most {question.sentences} sentences" if question.sentences > 1 else "one sentence"
    about = "; ".join(concept.about for concept in wanted)
    some = "" if least == len(wanted) else f"at least {least} of: "
    return f"in your own words, {most}, that say {some}{about}"


def _received(text: str, found: Iterable[str]) -> str:
    recognised = ", ".join(f'"{printable(words)}"' for words in found)
    return f"{text[:MOST]}\n(recognised: {recognised or 'nothing yet'})"


def _normal(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
