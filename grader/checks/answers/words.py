"""A text as sentences of words, each with its stem and with whether the sentence denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import snowballstemmer

Polarity = Literal["said", "denied", "either"]

SCOPE = 8
"""Words that a denial reaches at most."""

# fmt: off
DENYING = frozenset([
    "no", "not", "never", "without", "cannot", "none", "nothing", "nobody", "nor", "neither", "non", "zero",
    "hardly", "barely", "instead", "rather", "avoid", "avoids", "avoiding", "lack", "lacks", "lacking",
    "unlike", "prevent", "prevents", "preventing", "unable",
])
_RUN_TOGETHER = frozenset([
    "cant", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont", "wouldnt", "shouldnt",
    "couldnt", "hasnt", "havent", "neednt",
])
_NO_DENIAL_BEFORE = frozenset(["only", "just", "merely", "simply", "matter", "doubt", "wonder"])
_ENDS_SCOPE = frozenset([
    "but", "because", "since", "so", "while", "whereas", "although", "though", "however", "therefore", "thus",
    "when", "where", "if", "which", "who", "until", "then", "yet", "it", "they", "nor", "except",
    "besides", "beyond",
])
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_FINITE = _BE - {"be", "been", "being"} | frozenset([
    "will", "gets", "get", "makes", "leads", "gives", "causes", "raises", "returns", "must", "goes", "comes",
])
"""A second verb is no longer reached by a "not": "what is not declared is removed"."""
_BEGINS_STATEMENT = _BE | frozenset([
    "has", "have", "had", "needs", "need", "requires", "must", "should", "will", "would", "can", "could",
    "may", "does", "do", "gets", "makes", "supports", "runs", "comes", "takes", "keeps", "you", "we", "i",
    "everyone", "everybody", "all",
])
"""After "and" a statement of its own begins with these: "it is not slow and supports WebSockets"."""
_PRONOUNS = frozenset(["i", "you", "we", "he", "she"])
_OF_SUBJECTS = frozenset([
    "needed", "required", "necessary", "wanted", "available", "included", "involved", "provided", "supported",
    "used", "there", "changed", "change", "affected", "happen", "happening", "exist",
])
"""After "is not" or "does not", these deny what stands before: "dependencies are not needed"."""
_AUXILIARY = _BE | frozenset(["do", "does", "did"])
_OBJECTS = frozenset(["nothing", "nobody"])
"""At the end of a statement they deny its verb: "the others wait for nothing"."""
_AFTER_OBJECTS = frozenset(["at", "and", "or", "else"]) | _ENDS_SCOPE
_BEFORE_OBJECTS = frozenset(["for", "on", "to", "with", "by"])
# fmt: on
_ABBREVIATION = re.compile(r"\b(e\.g|i\.e|etc|vs|approx)\.", re.IGNORECASE)
_FREE = re.compile(r"\b(\w+)[- ]free\b|\bfree (?:of|from) (?=\w)", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:'[^\W\d_]+)?)"
    r"|(?P<end>[.!?]+(?=[\s\"')\]*_`]|$)|\n\s*\n|\n\s*[-*\u2022]\s)"
    r"|(?P<stop>[,;:()]|\s-\s)"
)
_PLAIN = str.maketrans({"\u2019": "'", "\u2013": ",", "\u2014": ","})
"""Apostrophes and dashes that keyboards and word processors put in."""


@dataclass(frozen=True)
class Word:
    """One word of a text; `start` and `end` are its place there."""

    text: str
    stem: str
    start: int
    end: int
    polarity: Polarity = "said"


Sentence = tuple[Word, ...]


@cache
def stem(word: str) -> str:
    """Return what a word has in common with its other forms."""
    found: str = snowballstemmer.stemmer("english").stemWord(word)
    return found


def sentences(text: str) -> tuple[Sentence, ...]:
    """Split a text into its sentences; one without words is left out."""
    plain = _ABBREVIATION.sub(lambda match: match[0].replace(".", " "), text.translate(_PLAIN))
    return tuple(words for clauses in _sentences(plain) if (words := _with_polarity(clauses, plain)))


def _sentences(text: str) -> Iterator[list[list[Word]]]:
    """Yield each sentence as its clauses."""
    clauses: list[list[Word]] = [[]]
    for match in _TOKEN.finditer(text):
        if match["word"]:
            bare = re.sub(r"'(?:s|re|ve|ll|d|m)$", "", match["word"].lower())
            clauses[-1].append(Word(bare, stem(bare), match.start(), match.end()))
        elif match["stop"]:
            clauses.append([])
        else:
            yield clauses
            clauses = [[]]
    yield clauses


def _with_polarity(clauses: Sequence[Sequence[Word]], text: str) -> Sentence:
    freed = {match.start(1): match.end() for match in _FREE.finditer(text) if match[1]}
    found = [word for clause in clauses for word in _polarised(clause)]
    return tuple(
        replace(word, polarity="denied") if word.start in freed and word.polarity == "said" else word
        for word in found
    )


def denies(word: str) -> bool:
    """Tell whether a word turns what follows into its opposite."""
    return word in DENYING or word in _RUN_TOGETHER or word.endswith("n't")


def _polarised(clause: Sequence[Word]) -> list[Word]:
    """Mark what the denials of one clause reach; two denials of the same word undo each other."""
    polarity: list[Polarity] = ["said"] * len(clause)
    for index, word in enumerate(clause):
        following = clause[index + 1].text if index + 1 < len(clause) else ""
        free_of = word.text == "free" and following in {"of", "from"}
        fails_to = word.text in {"fail", "fails"} and following == "to"
        if not (denies(word.text) or free_of or fails_to):
            continue
        if following not in _NO_DENIAL_BEFORE:
            _deny(clause, index, polarity)
        else:
            polarity[index + 1] = "denied"
    return [replace(word, polarity=value) for word, value in zip(clause, polarity, strict=True)]


def _deny(clause: Sequence[Word], index: int, polarity: list[Polarity]) -> None:
    own = clause[index].text
    sure, of_verb, lacks = True, own not in DENYING or own in {"not", "never"}, own.startswith("lack")
    for place in range(index + 1, min(index + 1 + SCOPE, len(clause))):
        text, before = clause[place].text, clause[place - 1].text
        finite = text in _FINITE or _is_verb(text)
        second = finite and (lacks or (of_verb and place > index + 1))
        if second or text in _ENDS_SCOPE or (own == "instead" and text in _PRONOUNS):
            break
        if before == "and" and (text in _BEGINS_STATEMENT or (of_verb and _third_person(text))):
            break
        sure = sure and text not in {"and", "that"}
        polarity[place] = _opposite(polarity[place]) if sure else "either"
    if _denies_subject(clause, index):
        polarity[:index] = ["denied"] * index
    if _is_object(clause, index):
        verb = index - 2 if clause[index - 1].text in _BEFORE_OBJECTS and index > 1 else index - 1
        polarity[verb] = "denied"


def _is_verb(word: str) -> bool:
    """Tell whether a word is a denied verb, such as "don't"."""
    return (denies(word) and word not in DENYING) or word == "cannot"


def _third_person(word: str) -> bool:
    """Tell whether a word may be a verb such as "blocks": "does not validate and blocks" denies only one."""
    return word.endswith("s") and not word.endswith("ss")


def _denies_subject(clause: Sequence[Word], index: int) -> bool:
    """Tell whether a denial is like "are not needed", which is about the words before it."""
    text = clause[index].text
    before = clause[index - 1].text if index else ""
    auxiliary = before if text in {"not", "never"} else text.removesuffix("n't").removesuffix("nt")
    return auxiliary in _AUXILIARY and any(
        word.text in _OF_SUBJECTS for word in clause[index + 1 : index + 3]
    )


def _is_object(clause: Sequence[Word], index: int) -> bool:
    """Tell whether a word such as "nothing" stands after its verb and not before the next one."""
    following = clause[index + 1].text if index + 1 < len(clause) else "and"
    return index > 0 and clause[index].text in _OBJECTS and following in _AFTER_OBJECTS


def _opposite(polarity: Polarity) -> Polarity:
    return {"said": "denied", "denied": "said", "either": "denied"}[polarity]  # type: ignore[return-value]
