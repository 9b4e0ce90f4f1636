"""Which hand-ins of a class are told as alike, and what is set aside."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.intake.values import Handin, Intake, Student
from grader.lesson import find_lesson, specs_folder
from grader.resemblance import Similarity
from grader.similarity import compare
from grader.starter import write_starter

STORE = """\
from fastapi import FastAPI, HTTPException

app = FastAPI()
items = {}


@app.post("/items", status_code=201)
def create(item: dict):
    if item["name"] in items:
        raise HTTPException(409, detail="there is one already")
    items[item["name"]] = item
    return {"stored": len(items), "name": item["name"]}


@app.get("/items/{name}")
def read(name: str):
    for key, item in sorted(items.items()):
        if key.lower() == name.lower():
            return item
    raise HTTPException(status_code=404)
"""
RENAMED = (
    STORE.replace("item", "thing").replace("create", "make").replace("key", "k").replace("    ", "\t")
    + "\n# all by myself\n"
)
OWN = """\
from fastapi import FastAPI

app = FastAPI()


class Shelf:
    def __init__(self):
        self.boxes = [None] * 10

    def put(self, box):
        while None not in self.boxes:
            self.boxes.append(None)
        self.boxes[self.boxes.index(None)] = box


@app.get("/shelf")
async def shelf(size: int = 3, *, wide: bool = False):
    return [str(n) for n in range(size) if n % 2 or wide]
"""


def hand_in(folder: Path, who: str, files: Mapping[str, str | bytes], student: str = "") -> Handin:
    root = folder / who
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        (root / name).write_bytes(data)
    return Handin(id=who, path=root, folder=who, students=(Student(id=student or who),))


def found(folder: Path, files: Mapping[str, str], **options: object) -> Similarity:
    handins = tuple(hand_in(folder, who, {"main.py": text}) for who, text in sorted(files.items()))
    return compare(Intake(handins=handins), None, **options)  # type: ignore[arg-type]


def test_a_disguised_copy_leads_and_shows_both_sides(tmp_path: Path) -> None:
    result = found(tmp_path, {"ann": STORE, "bob": OWN, "cyd": RENAMED})
    first = result.pairs[0]
    assert (first.left.id, first.right.id, first.rank, first.likeness) == ("ann", "cyd", 1, 100.0)
    assert (result.compared, result.spread.pairs, result.spread.tens[9]) == (3, 3, 1)
    (fragment,) = first.fragments
    assert (fragment.left.first, fragment.left.last, fragment.holders) == (1, 20, 2)
    assert not fragment.same_words
    assert fragment.left.lines[7] == "def create(item: dict):"
    assert fragment.right.lines[7] == "def make(thing: dict):"


def test_moved_functions_are_found_and_the_same_words_told(tmp_path: Path) -> None:
    head, create, read = STORE.split("\n\n\n")
    result = found(tmp_path, {"ann": STORE, "bob": "\n\n\n".join([head, read.strip(), create])})
    assert result.pairs[0].likeness > 60
    made, shown = sorted(result.pairs[0].fragments, key=lambda fragment: -fragment.tokens)[:2]
    assert made.same_words
    assert shown.same_words
    assert (made.left.first < shown.left.first, made.right.first < shown.right.first) == (True, False)


def test_a_fragment_never_runs_on_into_another_file(tmp_path: Path) -> None:
    handins = tuple(hand_in(tmp_path, who, {"a.py": OWN, "b.py": STORE}) for who in ("ann", "bob"))
    fragments = compare(Intake(handins=handins), None).pairs[0].fragments
    assert [(fragment.left.file, fragment.right.file) for fragment in fragments] == [
        ("a.py", "a.py"),
        ("b.py", "b.py"),
    ]


def test_identical_files_are_told(tmp_path: Path) -> None:
    pair = found(tmp_path, {"ann": STORE, "bob": STORE}).pairs[0]
    assert pair.identical == (("main.py", "main.py"),)
    tiny = found(tmp_path / "tiny", {"ann": "app = 1\n", "bob": "app = 1\n"}).pairs[0]
    assert (tiny.likeness, tiny.identical, tiny.fragments) == (0.0, (("main.py", "main.py"),), ())


def test_what_was_given_out_is_no_evidence(tmp_path: Path) -> None:
    starter = tmp_path / "given.py"
    starter.write_text(RENAMED)
    files = {"ann": STORE, "bob": STORE + OWN}
    assert found(tmp_path / "class", files).pairs[0].likeness > 50
    result = found(tmp_path / "class", files, starters=[starter])
    assert not result.pairs, "the same structure was given, whatever its names"
    assert result.given == ("given.py",)
    with pytest.raises(UsageError, match="nowhere"):
        compare(Intake(handins=()), None, [tmp_path / "nowhere"])


def test_a_lessons_starter_and_assignment_are_set_aside(tmp_path: Path) -> None:
    lesson = find_lesson(specs_folder(), "m1e3-agent-architecture")
    write_starter(lesson, tmp_path / "starter")
    handins = []
    for who in ("ann", "bob"):
        write_starter(lesson, tmp_path / who)
        handins.append(Handin(id=who, path=tmp_path / who, folder=who))
    assert compare(Intake(handins=tuple(handins)), lesson).pairs == ()
    assert compare(Intake(handins=tuple(handins)), None).pairs[0].likeness == 100


def test_code_in_the_assignment_is_set_aside(tmp_path: Path) -> None:
    root = tmp_path / "q08-status-codes"
    shutil.copytree(specs_folder() / "q08-status-codes", root)
    with (root / "assignment.md").open("a") as assignment:
        assignment.write(f"\n```python\n{STORE}```\n")
    handins = tuple(hand_in(tmp_path, who, {"main.py": f"{STORE}\n# {who}\n"}) for who in ("ann", "bob"))
    assert compare(Intake(handins=handins), find_lesson(tmp_path, root.name)).pairs == ()


def test_what_more_than_half_of_a_class_wrote_is_no_evidence(tmp_path: Path) -> None:
    honest = {f"s{n}": f"{STORE}\nx{n} = {[0] * n}\n" for n in range(9)}
    alike = {"y": STORE + OWN, "z": RENAMED + OWN}
    result = found(tmp_path, {**honest, **alike})
    assert (result.pairs[0].left.id, result.pairs[0].right.id) == ("y", "z")
    assert result.common > 50
    assert result.pairs[0].fragments[0].left.first > 15, "the common part is not shown as a find"


def test_the_same_student_is_not_compared_with_herself(tmp_path: Path) -> None:
    handins = (
        hand_in(tmp_path, "ann-1", {"main.py": STORE}, "ann"),
        hand_in(tmp_path, "ann-2", {"main.py": STORE}, "ann"),
        hand_in(tmp_path, "bob", {"main.py": OWN}),
    )
    result = compare(Intake(handins=handins), None)
    assert result.spread.pairs == 2
    assert all(pair.likeness < 50 for pair in result.pairs)


def test_bad_submissions_are_listed_and_the_rest_compared(tmp_path: Path) -> None:
    zipped = tmp_path / "eve.zip"
    zipped.write_bytes(b"no zip at all")
    handins = (
        hand_in(tmp_path, "ann", {"main.py": STORE}),
        hand_in(tmp_path, "bob", {"main.py": STORE.encode() + b"\xff\xfe\n", "big.py": "x = 1\n" * 12_000}),
        hand_in(tmp_path, "cyd", {"notes.txt": "later"}),
        Handin(id="eve", path=zipped, folder="eve.zip"),
        Handin(id="fay", path=tmp_path / "ann", folder="fay", lesson="q01"),
    )
    lesson = find_lesson(specs_folder(), "q08-status-codes")
    result = compare(Intake(handins=handins), lesson)
    assert [(pair.left.id, pair.right.id) for pair in result.pairs] == [("ann", "bob")]
    assert [(one.what, one.why.split()[0]) for one in result.left_out] == [
        ("bob", "too"),
        ("cyd", "it"),
        ("eve.zip", "eve.zip"),
        ("fay", "it"),
    ]


def test_answers_in_words_are_compared_too(tmp_path: Path) -> None:
    text = "An admin approves each payment before the agent may send it, because money cannot be called back"
    handins = tuple(
        hand_in(tmp_path, who, {"answers.toml": f'q1 = "{answer}"\n'})
        for who, answer in (("ann", text), ("bob", text.upper()), ("cyd", "It keeps the agent from harm"))
    )
    pairs = compare(Intake(handins=handins), None).pairs
    assert [(pair.left.id, pair.right.id) for pair in pairs] == [("ann", "bob")]


SCRIPT = """
import sys
from pathlib import Path
from grader.intake.values import Handin, Intake
from grader.similarity import compare
handins = tuple(Handin(id=p.name, path=p, folder=p.name) for p in sorted(Path(sys.argv[1]).iterdir()))
print(compare(Intake(handins=handins), None).model_dump_json())
"""


def test_the_same_in_every_process(tmp_path: Path) -> None:
    for who, text in {"ann": STORE, "bob": RENAMED, "cyd": OWN + STORE}.items():
        hand_in(tmp_path, who, {"main.py": text})
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(tmp_path)],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
