"""Mutation testing of a rubric: the killed, the equivalent, the accepted and the holes."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.lesson import load_lesson
from grader.matrix import MutationScore, Survivor
from grader.verification.check import Options, check_lesson
from grader.verification.generated import mutation_problems, score_mutation
from grader.warm import WarmRunner
from tests.verification.toy import change, write_toy

pytestmark = pytest.mark.slow  # each tries all mutants of a small lesson

EQUIVALENT = '\n[[equivalents]]\nid = "{id}"\nbecause = "Nobody asks."\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_toy(tmp_path)


def survivors(score: MutationScore) -> dict[str, Survivor]:
    return {survivor.id: survivor for survivor in score.survivors}


def test_what_no_probe_tells_apart_is_equivalent(root: Path, run: WarmRunner) -> None:
    score = score_mutation(load_lesson(root), run, jobs=2)
    assert score.generated > 5
    assert score.probes >= 3
    assert survivors(score)["make-async-hello"].difference == ""
    assert score.holes == 0
    assert score.score == 1


def test_a_sample_is_taken_from_all_over(root: Path, run: WarmRunner) -> None:
    every = score_mutation(load_lesson(root), run, jobs=2)
    some = score_mutation(load_lesson(root), run, jobs=2, most=3)
    assert 1 < some.generated <= 3
    assert some.generated + some.left_out == every.generated + every.left_out == every.generated


def test_a_survivor_that_answers_otherwise_is_a_hole(root: Path, run: WarmRunner) -> None:
    change(
        root,
        "checks/test_toy.py",
        'expect.body(client.get("/hello"), {"say": "hello"})',
        'client.get("/hello")',
    )
    score = score_mutation(load_lesson(root), run, jobs=2)
    holes = [s for s in score.survivors if s.difference]
    assert score.holes == len(holes) > 0
    assert score.score < 1
    assert any("GET /hello answers" in s.difference and '{"say":"hello"}' in s.difference for s in holes)
    assert all(s.place.startswith("toy/solution/main.py:") for s in holes)


def test_a_hole_can_be_accepted_and_an_idle_acceptance_is_told(root: Path, run: WarmRunner) -> None:
    change(
        root,
        "checks/test_toy.py",
        'expect.body(client.get("/hello"), {"say": "hello"})',
        'client.get("/hello")',
    )
    first = score_mutation(load_lesson(root), run, jobs=2)
    hole = next(s for s in first.survivors if s.difference)
    with (root / "lesson.toml").open("a") as file:
        file.write(EQUIVALENT.format(id=hole.id) + EQUIVALENT.format(id="no-such"))
    lesson = load_lesson(root)
    second = score_mutation(lesson, run, jobs=2)
    assert survivors(second)[hole.id].accepted == "Nobody asks."
    assert second.holes == first.holes - 1
    assert "no generated mutant 'no-such' lives" in str(list(mutation_problems(lesson, second)))


def test_too_low_a_score_is_a_problem(root: Path, run: WarmRunner) -> None:
    change(
        root,
        "checks/test_toy.py",
        'expect.body(client.get("/hello"), {"say": "hello"})',
        'client.get("/hello")',
    )
    change(root, "checks/test_toy.py", 'expect.body(client.get("/shout/fire"), {"say": "FIRE"})', "pass")
    check = check_lesson(root, run, Options(update=True, generate=True))
    assert check.mutation is not None
    assert check.mutation.score < 0.9
    assert any("of the generated mutants, not 90%" in problem.message for problem in check.problems)


def survivor(difference: str = "", accepted: str = "") -> Survivor:
    return Survivor(id="x", place="p", description="d", difference=difference, accepted=accepted)


def test_the_score_leaves_out_what_is_equivalent_or_accepted() -> None:
    living = (survivor(), survivor("differs"), survivor("differs", "fine"))
    score = MutationScore(generated=11, killed=8, survivors=living)
    assert (score.equivalent, score.accepted, score.holes) == (1, 1, 1)
    assert score.score == round(8 / 9, 4)
    assert MutationScore(generated=1, killed=0, survivors=(survivor(),)).score == 1
