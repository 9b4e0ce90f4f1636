"""Reading lessons: what is accepted, and what a lesson author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import LessonError
from grader.lesson import find_lesson, list_lessons, load_lesson

CRITERION = '[[criteria]]\nid = "one"\ntitle = "One"\npoints = 100\nhint = "Think."\n'
GOOD = f'title = "Toy"\n{CRITERION}'
MUTANT = '[[mutants]]\nid = "m"\nmisconception = "Why."\n'

MALFORMED = {
    "not TOML": ("title = ", "not valid TOML"),
    "no title": (CRITERION, "title: missing; add it"),
    "unknown key": (GOOD + 'colour = "red"\n', "criteria.0.colour: unknown key"),
    "no criteria": ('title = "Toy"\n', "criteria: missing"),
    "sum": (GOOD.replace("100", "90"), "the points sum to 90; make them sum to 100"),
    "twice": (GOOD.replace("100", "50") + CRITERION.replace("100", "50"), "id 'one' is used twice"),
    "slug": (GOOD.replace('"one"', '"One Two"'), "criteria.0.id"),
    "requires": (GOOD + 'requires = ["on"]\n', "no criterion 'on'; did you mean 'one'?"),
    "kills nobody": (GOOD + MUTANT + 'replace = "a"\nkills = ["two"]\n', "the criteria are one"),
    "no edit": (GOOD + MUTANT + 'kills = ["one"]\n', "give either `replace` (with `with`) or `folder`"),
    "no kills": (GOOD + MUTANT + 'replace = "a"\n', "name the criteria in `kills`"),
    "no hint": (GOOD.replace('hint = "Think."\n', ""), "criteria.0.hint: missing"),
    "aspect": (GOOD + 'contract = { aspects = ["colour"] }\n', "criteria.0.contract.aspects.0"),
    "double penalty": (
        GOOD.replace("100", "50")
        + CRITERION.replace("one", "two").replace("100", "50")
        + MUTANT
        + 'replace = "a"\nkills = ["one", "two"]\n',
        "need a `because`",
    ),
}


def write(folder: Path, text: str, name: str = "toy") -> Path:
    root = folder / name
    root.mkdir(parents=True)
    (root / "lesson.toml").write_text(text)
    return root


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_lesson_names_file_key_and_mend(tmp_path: Path, case: str) -> None:
    text, words = MALFORMED[case]
    with pytest.raises(LessonError) as caught:
        load_lesson(write(tmp_path, text))
    message = str(caught.value)
    place = f"{tmp_path / 'toy' / 'lesson.toml'}:"
    assert message.startswith(place)
    assert words in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("case", "line"), [("no hint", 2), ("slug", 3), ("requires", 3), ("double penalty", 12), ("sum", 2)]
)
def test_a_malformed_lesson_names_the_line(tmp_path: Path, case: str, line: int) -> None:
    with pytest.raises(LessonError, match=rf"lesson\.toml:{line}: "):
        load_lesson(write(tmp_path, MALFORMED[case][0]))


def test_a_lesson_is_named_by_id_or_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, GOOD, "q08-status-codes").resolve()
    monkeypatch.chdir(root)
    assert load_lesson("q08-status-codes").root != root, "text without a slash is a built-in one"
    for named in (root, "../q08-status-codes", Path(), "./", f"{root}/"):
        lesson = load_lesson(named)
        assert (lesson.id, lesson.root, lesson.title) == ("q08-status-codes", root, "Toy")
    with pytest.raises(LessonError, match="did you mean q08-status-codes"):
        load_lesson("q8-status-codes")


def test_a_circle_of_requirements_is_refused(tmp_path: Path) -> None:
    one, two = CRITERION.replace("100", "50"), CRITERION.replace("100", "50").replace("one", "two")
    text = f'title = "Toy"\n{one}requires = ["two"]\n{two}requires = ["one"]\n'
    with pytest.raises(LessonError, match="requires itself, directly or through others"):
        load_lesson(write(tmp_path, text))


def test_a_good_lesson(tmp_path: Path) -> None:
    lesson = load_lesson(write(tmp_path, GOOD + MUTANT + 'replace = "a"\nwith = "b"\nkills = ["one"]\n'))
    assert (lesson.id, lesson.title, lesson.criteria[0].points) == ("toy", "Toy", 100)
    assert lesson.mutants[0].with_ == "b"
    assert lesson.contract is None


def test_the_digest_follows_what_decides_a_verdict(tmp_path: Path) -> None:
    root = write(tmp_path, GOOD)
    before = load_lesson(root).digest
    (root / "assignment.md").write_text("words only")
    assert load_lesson(root).digest == before
    (root / "checks").mkdir()
    (root / "checks" / "test_a.py").write_text("")
    assert load_lesson(root).digest != before


def test_an_unknown_lesson_suggests_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "q08-status-codes")
    with pytest.raises(
        LessonError, match=r"unknown lesson 'q8-status-code': did you mean q08-status-codes\?"
    ):
        find_lesson(tmp_path, "q8-status-code")
    for short in ("q8", "q08", "status"):
        with pytest.raises(LessonError, match=r"did you mean q08-status-codes\?"):
            find_lesson(tmp_path, short)
    with pytest.raises(LessonError, match="`grade lessons` lists them"):
        find_lesson(tmp_path, "zzz")


def test_a_folder_without_lessons_says_so(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="no lessons here"):
        list_lessons(tmp_path)


def test_a_broken_contract_names_file_and_line(tmp_path: Path) -> None:
    root = write(tmp_path, GOOD)
    (root / "contract.json").write_text('{\n "paths": \n}')
    with pytest.raises(LessonError, match=r"contract\.json: line 3: not valid JSON"):
        _ = load_lesson(root).contract
