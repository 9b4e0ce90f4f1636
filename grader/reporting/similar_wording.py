"""What a report on likeness says, in plain words: the same in each format."""

from __future__ import annotations

from collections.abc import Sequence

from grader.reporting.visible import cut_line
from grader.reporting.wording import count
from grader.resemblance import Excerpt, Fragment, Pair, Similarity, Spread

NO_PROOF = (
    "Likeness is no proof. Short exercises look alike by nature: the assignment names the paths, the models "
    "and the status codes, and the course shows one way to write them. Read the code side by side, and talk "
    "with the students before you conclude anything."
)
MEANING = (
    "What is compared is structure: names, texts, numbers, comments and layout do not count. The likeness "
    "of a pair is the part of both students' own code that stands in the other's as well, in stretches of "
    "about two lines, in whatever order."
)
COLORS = 6
"""Colours of fragments in the page."""


def title(similarity: Similarity) -> str:
    """Return the heading."""
    lesson = f": {similarity.title} ({similarity.lesson})" if similarity.lesson else ""
    return f"Similar submissions{lesson}"


def never_empty(similarity: Similarity) -> str:
    """Say what the list holds, and that it does so in any class."""
    pairs, shown = similarity.spread.pairs, len(similarity.pairs)
    if not shown:
        return (
            f"{count(similarity.compared, 'submission')} compared: no two have code of their own in common."
        )
    compared = f"{count(similarity.compared, 'submission')} compared, {count(pairs, 'pair')}."
    listed = f"The {shown} most alike are listed" if shown > 1 else "The one most alike is listed"
    return f"{compared} {listed}; such a list is hardly ever empty, also where everybody worked alone."


def typical(spread: Spread) -> str:
    """Say what is ordinary in this class."""
    if not spread.pairs:
        return ""
    return (
        f"In this class, half of all pairs are at most {spread.median:g} % alike, "
        f"95 of 100 at most {spread.most:g} %."
    )


def standing(pair: Pair, similarity: Similarity) -> str:
    """Say how alike a pair is, and where that stands in the class."""
    spread = similarity.spread
    return (
        f"{pair.likeness:g} % alike, number {pair.rank} of {count(spread.pairs, 'pair')} "
        f"(half of them: at most {spread.median:g} %; 95 of 100: at most {spread.most:g} %)"
    )


def place(excerpt: Excerpt) -> str:
    """Return a file with its lines: `main.py, lines 3 to 9`."""
    lines = (
        f"line {excerpt.first}"
        if excerpt.first == excerpt.last
        else f"lines {excerpt.first} to {excerpt.last}"
    )
    return f"{excerpt.file}, {lines}"


def kind(fragment: Fragment) -> str:
    """Say in what a fragment is the same, and who else has it."""
    same = "the same words" if fragment.same_words else "the same structure, other words"
    others = fragment.holders - 2
    if others < 1:
        return f"{same}; nobody else has all of it"
    return f"{same}; at most {count(others, 'other has', 'others have')} all of it, too"


def set_aside(similarity: Similarity) -> list[str]:
    """Say what was not counted."""
    lines = []
    if similarity.given:
        lines.append(f"Set aside, because it was given out: {', '.join(similarity.given)}.")
    if similarity.common:
        stretches = count(similarity.common, "short stretch", "short stretches")
        lines.append(f"Set aside, because more than half of the class wrote it: {stretches} of code.")
    return lines


def tens(spread: Spread) -> Sequence[tuple[str, int, int]]:
    """Return label, number of pairs and length of the bar, in per cent, for each ten per cent of likeness."""
    most = max(spread.tens, default=0) or 1
    return [
        (f"{10 * number} to {10 * number + 10} %", pairs, -(-100 * pairs // most))
        for number, pairs in enumerate(spread.tens)
    ]


def color(fragment: Fragment) -> int:
    """Return the number of a fragment's colour."""
    return (fragment.number - 1) % COLORS


def rows(excerpt: Excerpt) -> list[tuple[int, str]]:
    """Return the lines with their numbers, without the indentation that all of them have."""
    lines = [line.expandtabs(4).rstrip() for line in excerpt.lines]
    depth = min((len(line) - len(line.lstrip(" ")) for line in lines if line), default=0)
    return [(excerpt.first + number, cut_line(line[depth:])) for number, line in enumerate(lines)]


def cut(excerpt: Excerpt) -> str:
    """Say how many lines are not shown."""
    more = excerpt.last - excerpt.first + 1 - len(excerpt.lines)
    return f"... {count(more, 'more line')}" if more else ""
