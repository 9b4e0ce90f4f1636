"""Each kind of roster is known by its header; a malformed one is told by line and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.intake.roster import read_roster
from grader.intake.values import Student


def student(**fields: object) -> Student:
    return Student.model_validate({"enrolled": True} | fields)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '"identifier","github_username","github_id","name"\n"s1","anna","77","Anna M"\n"s2","","",""\n',
            [student(id="s1", username="anna", name="Anna M", keys=("77",)), student(id="s2")],
            id="GitHub Classroom",
        ),
        pytest.param(
            "username,first_name,last_name,email,section,github_id\nanna,Anna,Müller,a@x.example,A,77\n",
            [
                student(
                    id="anna",
                    username="anna",
                    name="Anna Müller",
                    email="a@x.example",
                    section="A",
                    keys=("77",),
                )
            ],
            id="Classroom 50",
        ),
        pytest.param(
            "Student;ID;SIS User ID;SIS Login ID;Section;Todo (5)\n    Points Possible;;;;;100\n"
            '"Müller, Anna";11;s11;a@x.example;A and B;3\nCher;12;;cher;A;\n"Student, Test";13;;t;A;\n',
            [
                student(
                    id="11",
                    name="Anna Müller",
                    email="a@x.example",
                    section="A and B",
                    keys=("s11", "a@x.example"),
                ),
                student(id="12", name="Cher", section="A", keys=("cher",)),
            ],
            id="Canvas",
        ),
        pytest.param(
            "Identifier,Full name,ID number,Email address\nParticipant 5,Anna Müller,i5,a@x.example\n",
            [student(id="Participant 5", name="Anna Müller", email="a@x.example", keys=("i5", "5"))],
            id="Moodle",
        ),
        pytest.param(
            "\r\n Email ; Name ;Group\r\n a@x.example ; Anna ;9\r\n\r\n",
            [student(id="a@x.example", email="a@x.example", name="Anna")],
            id="plain",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_kinds(tmp_path: Path, text: str, encoding: str, expected: list[Student]) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding=encoding, newline="")
    assert list(read_roster(path).students) == expected


def test_times(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("id,submitted\ns1,2026-05-01T10:00:00Z\ns2,\n")
    assert {key: str(time) for key, time in read_roster(path).submitted.items()} == {
        "s1": "2026-05-01 10:00:00+00:00"
    }


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\n1,2\n", "line 1: has none of the columns id, name, email, username, section, submitted"),
        (b"id,name\n", "lists no students"),
        (b"", "lists no students"),
        (b"id,name\ns1,A\n\ns1,B\n", "line 4: 's1' is on line 2 already"),
        (b"id,name\ns1,M, A\n", "line 2: has 3 cells, the header 2"),
        (b"id,section\n,A\n", "line 2: names no student"),
        (b"id,name\ns1,M\xfcller\n", "line 2: is not UTF-8"),
        (b"id,id\ns1,2\n", "line 1: the column 'id' is there twice"),
        (b"id,submitted\ns1,2026-05-01 10:00\n", "line 2, column submitted: '2026-05-01 10:00' is no time"),
        (b'id,name\ns1,"' + b"x" * 200_000 + b'"\n', "is no valid CSV"),
    ],
)
def test_malformed(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError) as error:
        read_roster(path)
    assert str(error.value).startswith("roster.csv: ")
    assert expected in str(error.value)
