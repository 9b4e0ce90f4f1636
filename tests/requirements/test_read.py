"""Which packages a submission asks for, and which lines are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.requirements.read import MAX_ASKED, Reading, read_requirements

REFUSED = "is not installed: only names of packages are."
NOT_FOLLOWED = "is not followed: write its lines into this file."
NOT_USED = "is not used: the grader decides where packages come from, and takes only ready-built ones."
UNCLEAR = "is no requirement; write the package's name, or `name==1.2`."


def read(root: Path, text: str | bytes, file: str = "requirements.txt") -> Reading:
    (root / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_requirements(root)


def asked(reading: Reading) -> list[tuple[str, str]]:
    return [(one.text, one.place.rpartition(" ")[2]) for one in reading.asked]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "fastapi\n# a comment\n\nSQL_Model>=0.0.20,<1  # another\n",
            [("fastapi", "1"), ("sql-model<1,>=0.0.20", "4")],
        ),
        ("uvicorn[standard]==0.30.* ; python_version >= '3'\n", [("uvicorn[standard]==0.30.*", "1")]),
        ("pywin32; sys_platform == 'amiga'\nlamp\n", [("lamp", "2")]),
        (
            "lamp==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\nshade\n",
            [("lamp==1", "1"), ("shade", "4")],
        ),
        ("\ufefflamp\r\nshade\r\n", [("lamp", "1"), ("shade", "2")]),
        ("lamp\\", [("lamp", "1")]),
    ],
)
def test_lines_as_pip_reads_them(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    reading = read(tmp_path, text)
    assert (asked(reading), reading.notes) == (expected, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_shells_and_editors(tmp_path: Path, encoding: str) -> None:
    text = "".join(f"package-{number}==1.{number}\r\n" for number in range(60))
    assert len(asked(read(tmp_path, text.encode(encoding)))) == 60


def test_a_comment_in_another_encoding_does_no_harm(tmp_path: Path) -> None:
    assert asked(read(tmp_path, "# Caf\xe9\nlamp\n".encode("cp1252"))) == [("lamp", "2")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("-e .", REFUSED),
        ("--editable=.", REFUSED),
        ("git+https://host/lamp", REFUSED),
        ("lamp @ file:///tmp/lamp.whl", REFUSED),
        ("lamp@ssh:x", REFUSED),
        ("./lamp", REFUSED),
        ("wheels/lamp-1-py3-none-any.whl", REFUSED),
        (r"..\lamp", REFUSED),
        ("-r base.txt", NOT_FOLLOWED),
        ("-rbase.txt", NOT_FOLLOWED),
        ("-c pins.txt", NOT_FOLLOWED),
        ("--index-url=https://host", NOT_USED),
        ("--no-binary :all:", NOT_USED),
        ("lamp --no-binary lamp", NOT_USED),
        ("lamp --config-settings=a=b", NOT_USED),
        ("lamp=1", UNCLEAR),
        ("lamp===1", UNCLEAR),
        ("lamp shade", UNCLEAR),
        ("lamp; extra < 1", UNCLEAR),
        ("${LAMP}", UNCLEAR),
    ],
)
def test_what_is_no_name_is_refused_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    reading = read(tmp_path, f"fastapi\n\n{line}\nshade\n")
    assert asked(reading) == [("fastapi", "1"), ("shade", "4")]
    assert reading.notes == (f"requirements.txt, line 3: `{line}` {reason}",)


def test_hostile_lines_are_bounded_and_escaped(tmp_path: Path) -> None:
    deep = "lamp; " + "(" * 450 + "os_name == 'x'" + ")" * 450
    for line in (deep, "a" * 100_000, "lamp==" + "9" * 900, "lamp\x1b[31m", "\u202elamp", "\0lamp"):
        for note in read(tmp_path, f"{line}\n").notes:
            assert note.isprintable()
            assert len(note) < 200
    many = read(tmp_path, "".join(f"p{number}\n" for number in range(2 * MAX_ASKED)))
    assert len(many.asked) == MAX_ASKED
    assert many.notes == (
        f"requirements.txt, line {MAX_ASKED + 1}: from here on it is not read: it asks for too much.",
    )
    assert read(tmp_path, "#" * 600_000).notes == ("requirements.txt is not read: it is larger than 512 KB.",)


def test_pyproject_adds_what_the_list_does_not_name(tmp_path: Path) -> None:
    read(tmp_path, "lamp==1\n")
    project = '[project]\nname = "x"\ndependencies = [\n    "fastapi",\n    "Lamp>=2",\n    "bulb @ file:///x",\n]\n'
    reading = read(tmp_path, project, "pyproject.toml")
    assert [(one.text, one.place) for one in reading.asked] == [
        ("lamp==1", "requirements.txt, line 1"),
        ("fastapi", "pyproject.toml, line 4"),
    ]
    assert reading.notes == (f"pyproject.toml, line 6: `bulb @ file:///x` {REFUSED}",)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("[project]\ndependencies = 3\n", 0),
        ("project = 1\n", 0),
        ("this is no TOML", 0),
        ("[project]\ndependencies = [{a = 2}]\n", 1),
        ('[tool.poetry.dependencies]\nfastapi = "^0.1"\n', 1),
    ],
)
def test_pyproject_of_another_kind(tmp_path: Path, text: str, notes: int) -> None:
    reading = read(tmp_path, text, "pyproject.toml")
    assert (reading.asked, len(reading.notes)) == ((), notes)


def test_the_list_nearest_to_the_app_counts(tmp_path: Path) -> None:
    (tmp_path / "backend" / "app").mkdir(parents=True)
    read(tmp_path, "docs\n")
    (tmp_path / "backend" / "requirements.txt").write_text("lamp\n")
    reading = read_requirements(tmp_path, "backend/app/main.py")
    assert [(one.text, one.place) for one in reading.asked] == [("lamp", "backend/requirements.txt, line 1")]
