"""`check-lesson` finds what is wrong with a lesson, and says where and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.matrix import LessonCheck, TrialKind, Verdict
from grader.verification.check import Options, check_lesson
from grader.warm import WarmRunner
from tests.verification.toy import FILES, change, write_toy

UPDATE = Options(update=True)
THIRD = '[[criteria]]\nid = "third"\ntitle = "Third"\npoints = 40\nhint = "Hm."\n\n[[mutants]]\nid = "rude"'
FLAKY = '''

COUNT = __import__("pathlib").Path(__file__).with_name("count.txt")


@pytest.mark.criterion("hello")
def test_flaky(client):
    """Every other grading it fails twice, so that it is confirmed."""
    number = int(COUNT.read_text()) if COUNT.exists() else 0
    COUNT.write_text(str(number + 1))
    expect.status(client.get("/hello"), 200 if number % 3 == 0 else 201)
'''

Edit = tuple[str, str, str]
BROKEN: dict[str, tuple[Edit, str, str, str]] = {
    "points": (("lesson.toml", "points = 40", "points = 30"), "toy/lesson.toml:3", "sum to 90", ""),
    "hint missing": (
        ("lesson.toml", 'hint = "Return it."\n', ""),
        "toy/lesson.toml:3",
        "hint: missing",
        "add it",
    ),
    "hint empty": (("lesson.toml", '"Return it."', '""'), "toy/lesson.toml:7", "hint: empty", "write it"),
    "criterion without a check": (
        ("checks/test_toy.py", '@pytest.mark.criterion("shout")', '@pytest.mark.criterion("hello")'),
        "toy/lesson.toml:9",
        "the criterion 'shout' has no check",
        'bind one with @pytest.mark.criterion("shout")',
    ),
    "check without a criterion": (
        ("checks/test_toy.py", '@pytest.mark.criterion("shout")\n', ""),
        "toy/checks/test_toy.py:14",
        "test_shout belongs to no criterion",
        "put @pytest.mark.criterion",
    ),
    "unknown criterion": (
        ("checks/test_toy.py", '"shout")', '"shot")'),
        "toy/checks/test_toy.py:15",
        "names a criterion 'shot'",
        "the criteria are hello, shout",
    ),
    "checks are not Python": (
        ("checks/test_toy.py", "def test_shout(client):", "def test_shout(client:"),
        "toy/checks/test_toy.py:15",
        "not Python",
        "",
    ),
    "no contract": (
        ("lesson.toml", 'hint = "Use upper()."', 'hint = "Use upper()."\nfuzz = ["never_500"]'),
        "toy/lesson.toml:9",
        "'shout' needs a contract.json",
        "grade new-lesson",
    ),
    "survivor": (
        ("lesson.toml", 'with = "word.lower()"', 'with = "str(word).upper()"'),
        "toy/lesson.toml:23",
        "the mutant whisper survives 'shout'",
        "sharpen the check",
    ),
    "double penalty": (
        ("checks/test_toy.py", '@pytest.mark.criterion("shout")', '@pytest.mark.criterion("hello")'),
        "toy/lesson.toml:23",
        "whisper is also killed by 'hello'",
        "with a `because`",
    ),
    "criterion that cannot fail": (
        ("lesson.toml", '[[mutants]]\nid = "rude"', THIRD),
        "toy/lesson.toml:15",
        "no mutant is killed by 'third'",
        "write a mutant",
    ),
    "edit that does not apply": (
        ("solution/main.py", "word.upper()", "str.upper(word)"),
        "toy/lesson.toml:23",
        "`replace` matches 0 times in main.py",
        "",
    ),
    "unknown base": (
        ("lesson.toml", 'base = "other"', 'base = "another"'),
        "toy/lesson.toml:23",
        "no solution",
        "",
    ),
    "mutant that does not start": (
        ("lesson.toml", 'with = "word.lower()"', 'with = "word.lower("'),
        "toy/lesson.toml:23",
        "the mutant whisper does not start",
        "mend `starts`",
    ),
    "correct style wronged": (
        ("alternatives/other/main.py", '"hello"}', '"Hello"}'),
        "toy/alternatives/other",
        "a correct solution does not pass 'hello'",
        "mend the solution, or the check",
    ),
    "reference does not start": (
        ("solution/main.py", "app = FastAPI()", "app = FastAPI("),
        "toy/solution",
        "the reference solution does not start",
        "",
    ),
    "starter gets points": (
        ("checks/test_toy.py", 'client.get("/hello"), {"say": "hello"}', 'client.get("/openapi.json"), dict'),
        "toy/lesson.toml:3",
        "the empty starter gets 60 points: it passes hello",
        "let these criteria require",
    ),
}


def told(check: LessonCheck) -> str:
    return "\n".join(f"{problem.place}: {problem.message}" for problem in check.problems)


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_told_with_place_and_mend(case: str, tmp_path: Path, run: WarmRunner) -> None:
    edit, place, message, mend = BROKEN[case]
    root = write_toy(tmp_path)
    if case == "criterion that cannot fail":
        change(root, "lesson.toml", "points = 60", "points = 20")
    change(root, *edit)
    check = check_lesson(root, run, UPDATE)
    assert not check.holds
    found = [p for p in check.problems if p.place == place and message in p.message]
    assert found, told(check)
    assert mend in found[0].mend + found[0].message


def test_a_lesson_that_holds(tmp_path: Path, run: WarmRunner) -> None:
    root = write_toy(tmp_path)
    assert check_lesson(root, run, UPDATE).holds
    check = check_lesson(root, run, Options(repeats=2, variants=True))
    assert check.holds, told(check)
    assert [(t.kind, t.name, t.score) for t in check.trials] == [
        (TrialKind.SOLUTION, "solution", 100),
        (TrialKind.ALTERNATIVE, "other", 100),
        (TrialKind.STARTER, "starter", 0),
        (TrialKind.MUTANT, "rude", 40),
        (TrialKind.MUTANT, "whisper", 60),
        (TrialKind.VARIANT, "whisper#2", 60),
    ]
    assert check.trials[4].verdicts == {"hello": Verdict.PASSED, "shout": Verdict.KILLED}
    assert (check.flake_rate, check.corpus, check.repeats) == (0, None, 2)


def test_a_survivor_shows_the_exchanges_of_the_check_that_let_it_live(
    tmp_path: Path, run: WarmRunner
) -> None:
    root = write_toy(tmp_path)
    change(root, "lesson.toml", 'with = "word.lower()"', 'with = "str(word).upper()"')
    problem = next(p for p in check_lesson(root, run, UPDATE).problems if "survives" in p.message)
    assert [e.target for check in problem.evidence for e in check.exchanges] == ["/shout/fire"]


def test_signatures_must_be_current(tmp_path: Path, run: WarmRunner) -> None:
    root = write_toy(tmp_path)
    assert "toy/signatures.json: not current for rude, whisper" in told(check_lesson(root, run, Options()))
    assert check_lesson(root, run, UPDATE).notes == ("signatures.json written: 3 mutants and variants",)
    change(root, "lesson.toml", 'with = """{"say": ""}"""', 'with = """{"sigh": ""}"""')
    assert "toy/signatures.json: not current for rude" in told(check_lesson(root, run, Options()))
    (root / "signatures.json").write_text("[]")
    assert "toy/signatures.json: " in told(check_lesson(root, run, Options()))


def test_variants_are_tried_when_asked_for_and_one_mutant_alone(tmp_path: Path, run: WarmRunner) -> None:
    root = write_toy(tmp_path)
    check_lesson(root, run, UPDATE)
    short = check_lesson(root, run, Options())
    assert short.holds
    assert [trial.name for trial in short.trials] == ["solution", "other", "starter", "rude", "whisper"]
    alone = check_lesson(root, run, Options(only=("whisper",)))
    assert alone.holds
    assert [trial.name for trial in alone.trials] == ["whisper", "whisper#2"]
    unknown = check_lesson(root, run, Options(only=("wisper",)))
    assert "--only wisper: there is other, rude, solution, starter, whisper" in told(unknown)


def test_a_signature_of_a_mutant_that_is_gone_is_not_current(tmp_path: Path, run: WarmRunner) -> None:
    root = write_toy(tmp_path)
    check_lesson(root, run, UPDATE)
    change(
        root,
        "lesson.toml",
        '[[mutants.variants]]\nbase = "other"\nreplace = "str.upper"\nwith = "str.title"\n',
        "",
    )
    assert "not current for whisper#2" in told(check_lesson(root, run, Options()))


def test_a_verdict_that_changes_is_a_flake(tmp_path: Path, run: WarmRunner) -> None:
    root = write_toy(tmp_path)
    change(root, "checks/test_toy.py", '"FIRE"})\n', '"FIRE"})\n' + FLAKY)
    check = check_lesson(root, run, Options(update=True, repeats=2, jobs=1))
    assert check.flake_rate > 0
    assert "judged differently when it was repeated" in told(check)


def test_a_missing_folder_is_told(tmp_path: Path, run: WarmRunner) -> None:
    root = write_toy(tmp_path)
    (root / "solution" / "main.py").unlink()
    (root / "solution").rmdir()
    (root / "assignment.md").unlink()
    check = check_lesson(root, run, UPDATE)
    assert told(check) == "toy/assignment.md: no such file\ntoy/solution: no such folder"
    assert set(FILES) == {str(p.relative_to(root)) for p in root.rglob("*.*") if p.is_file()} | {
        "assignment.md",
        "solution/main.py",
    }
