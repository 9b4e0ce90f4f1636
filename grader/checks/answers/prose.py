"""Tells a sentence of one's own from a list of words, a guess, or a copy of the question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from grader.checks.answers.words import Word, sentences, stem

QUOTED = 5
"""Words in a row that count as copied where the question has them, too."""
ECHOED = 3
"""The same in a text that has no word of its own."""
ECHO = 0.4
"""The share of such words from which on that text is a copy."""
OWN_WORDS = 2
PROSE = 0.1
"""The least share of function words; a list of keywords has none, even terse prose has a quarter."""
SHORT = 6
"""Words up to which a text may do without."""
ITEMS = 3
"""Between commas: from this many on, items of a word or two are a list."""
UNCONNECTED = 5
"""From this many words on, those with neither a function word nor a verb are a list, too."""

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
_IN_LISTS = frozenset(["no", "not", "without", "and", "or", "in", "after", "before", "all", "one"])
"""Function words that lists have, too: "standard library, no dependencies"."""
_EMPTY = FUNCTION_WORDS | frozenset([
    "get", "gets", "getting", "make", "makes", "show", "shows", "shown", "reach", "work", "works",
    "thing", "things", "use", "uses", "like", "love", "think", "want", "wants", "nice", "good", "great",
    "best", "very", "really", "simply", "other", "others", "another", "my", "me", "us", "too", "out", "how",
    "don't", "doesn't",
])
"""Words that are no content of their own."""
# fmt: on
_GUESS = re.compile(
    r"\bi (?:really |honestly )?(?:do not|don'?t|did not|didn'?t|can ?not|can'?t) (?:really |even )?"
    r"(?:know|remember)\b(?! of)"
    r"|\b(?:no|any) (?:idea|clue)\b|\bor something\b|\bi(?:'m| am) not (?:really |quite )?sure\b"
    r"|\bi (?:have )?forg[oe]t(?:ten)?\b|\b(?:a|only|just) guess(?:ing)?\b|\bidk\b",
    re.IGNORECASE,
)


def is_a_list(text: str, words: Sequence[Word]) -> bool:
    """Tell whether words only stand beside each other; `words` are those of `text`."""
    items = _items(text)
    verbs = any(_may_be_a_verb(word.text) for word in words)
    if len(items) >= ITEMS and all(_is_keyword(item) for item in items):
        return len(items) > ITEMS or not verbs
    function_words = sum(word.text in FUNCTION_WORDS for word in words)
    if function_words == 0 and not verbs and len(items) == 1 and len(words) >= UNCONNECTED:
        return True
    return len(words) > SHORT and function_words < PROSE * len(words)


def _items(text: str) -> list[list[Word]]:
    """Return the words between commas and full stops."""
    parts = re.split(r"[,;/\n]|[.:](?=\s|$)", text)
    found = [[word for sentence in sentences(part) for word in sentence] for part in parts]
    return [item for item in found if item]


def _is_keyword(item: Sequence[Word]) -> bool:
    return len(item) <= 2 and not any(word.text in FUNCTION_WORDS - _IN_LISTS for word in item)


def _may_be_a_verb(word: str) -> bool:
    return word.endswith(("s", "ed")) and not word.endswith("ss")


def guessed(text: str) -> str:
    """Return the words by which a text says that it is a guess, or ""."""
    found = _GUESS.search(text.replace("\u2019", "'"))
    return found[0] if found else ""


def says_something(words: str) -> bool:
    """Tell whether there is any word with a meaning of its own."""
    return any(word.text not in _EMPTY for sentence in sentences(words) for word in sentence)


def repeats(words: Sequence[Word], prompts: Iterable[str]) -> bool:
    """Tell whether a text is a copy of something that is asked, as it is or with a few words changed."""
    asked = [[word for sentence in sentences(prompt) for word in sentence] for prompt in prompts]
    texts = [word.text for word in words]
    if len(words) - len(_quoted(texts, asked, QUOTED)) < min(OWN_WORDS, len(words)):
        return True
    return any(_echoes(words, prompt) for prompt in asked)


def _echoes(words: Sequence[Word], prompt: Sequence[Word]) -> bool:
    known = {word.stem for word in prompt} | {stem(word) for word in _EMPTY}
    if any(word.stem not in known for word in words):
        return False
    return len(_quoted([word.text for word in words], [prompt], ECHOED)) > ECHO * len(words)


def _quoted(texts: Sequence[str], asked: Iterable[Sequence[Word]], length: int) -> set[int]:
    """Return the places of the words that stand in a run of `length` words of what is asked."""
    rows = [[word.text for word in row] for row in asked]
    runs = {tuple(row[i : i + length]) for row in rows for i in range(len(row) - length + 1)}
    starts = [i for i in range(len(texts) - length + 1) if tuple(texts[i : i + length]) in runs]
    return {start + place for start in starts for place in range(length)}
