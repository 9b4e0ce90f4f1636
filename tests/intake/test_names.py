"""Names match in any order, case and accent, and never two people silently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.names import ordered, squeezed
from grader.intake.register import Register
from grader.intake.values import Student

WORDS = st.lists(st.text("abcdeéüñß", min_size=1, max_size=6), min_size=1, max_size=4)
ROSTER = [
    Student(id="s1", name="Anna Müller", email="Anna@uni.example", username="AnnaM", keys=("11", "log1")),
    Student(id="s2", name="Jan van der Berg"),
    Student(id="s3", name="Kim Min"),
    Student(id="s4", name="Min Kim"),
    Student(id="s5", name="Łukasz Żak-Nowak"),
    Student(id="s6", name="李 明"),
    Student(id="s7", username="s8"),
    Student(id="s8"),
    Student(id="s9", name="Ann Alee"),
]


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Student(id="S1"), ["s1"]),
        (Student(id="x", username="annam"), ["s1"]),
        (Student(id="x", email="ANNA@UNI.example"), ["s1"]),
        (Student(id="x", keys=("11",)), ["s1"]),
        (Student(id="x", name="MÜLLER, Anna"), ["s1"]),
        (Student(id="x", name="Anna Mueller"), ["s1"]),
        (Student(id="x", name="anna muller"), ["s1"]),
        (Student(id="anna_muller"), ["s1"]),
        (Student(id="x", name="mulleranna"), ["s1"]),
        (Student(id="x", name="Tutorium 2-Anna Müller"), ["s1"]),
        (Student(id="x", name="vanderbergjan"), ["s2"]),
        (Student(id="x", name="zaknowaklukasz"), ["s5"]),
        (Student(id="x", name="明李"), ["s6"]),
        (Student(id="x", name="Kim Min"), ["s3", "s4"]),
        (Student(id="s1", name="Jan van der Berg"), ["s1"]),
        (Student(id="s8"), ["s7", "s8"]),
        (Student(id="x", name="Anna Lee"), []),
        (Student(id="x", name="Anna"), []),
        (Student(id="x", name="?"), []),
    ],
)
def test_candidates(person: Student, expected: list[str]) -> None:
    assert [student.id for student in Register(ROSTER).candidates(person)] == expected


@given(WORDS.flatmap(lambda words: st.tuples(st.just(words), st.permutations(words))))
def test_any_order_and_case(both: tuple[list[str], list[str]]) -> None:
    words, shuffled = both
    assert ordered(" ".join(words)) & ordered(", ".join(shuffled).upper())


@given(WORDS)
def test_squeezed_with_the_last_name_first(words: list[str]) -> None:
    last_first = "".join([words[-1], *words[:-1]])
    assert squeezed(" ".join(words)) & ordered(last_first)
