"""Which mutants a draft tries, and which of them it keeps."""

from __future__ import annotations

from grader.drafting.mutants import Killed, choose, trimmed
from grader.mutation import Generated


def mutant(operator: str, number: int) -> Generated:
    return Generated(f"{operator}-{number}", operator, "main.py", number, "", "")


def killed(operator: str, *kills: str, number: int = 1, how: str = "") -> Killed:
    one = mutant(operator, number)
    return Killed(one, kills, {name: frozenset([how or one.id]) for name in kills})


def ids(chosen: list[Killed]) -> list[str]:
    return [one.mutant.id for one in chosen]


def test_choose_prefers_one_criterion_and_other_operators() -> None:
    candidates = [
        killed("a", "read"),
        killed("a", "read", number=2),
        killed("b", "read", "write"),
        killed("c", "read"),
        killed("a", "write", number=3),
        killed("d", "write", number=4),
    ]
    assert ids(choose(candidates, ["read", "write"])) == ["a-1", "c-1", "d-4", "a-3"]


def test_choose_takes_the_cheapest_where_none_costs_one() -> None:
    candidates = [killed("a", "one", "two", "three"), killed("b", "one", "two"), killed("c", "two")]
    assert ids(choose(candidates, ["one", "two"])) == ["c-1", "b-1"]


def test_mutants_that_fail_alike_are_not_both_kept() -> None:
    candidates = [killed("a", "one", how="x"), killed("b", "one", how="x"), killed("c", "one", how="y")]
    assert ids(choose(candidates, ["one"])) == ["a-1", "c-1"]


def test_trimmed_edits_still_match_once() -> None:
    text = "if a:\n    b = 1\nif c:\n    b = 12\n"
    assert trimmed(text, "    b = 12\n", "    b = 3\n") == ("b = 12", "b = 3")
    assert trimmed(text, "    b = 1\n", "    b = 3\n") == ("    b = 1\n", "    b = 3\n")
    assert trimmed(text, "if c:\n", "") == ("if c:\n", "")
