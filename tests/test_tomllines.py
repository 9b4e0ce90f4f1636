"""Finding the line of a key in TOML."""

from __future__ import annotations

import pytest

from grader.tomllines import Location, line_of, line_of_id

TEXT = '''title = "Toy"

[[mutants]]
id = "first"
misconception = """Looks like a header:
[[mutants]]
kills = 7
"""
kills = ["a"]

[[mutants.variants]]
base = "other"

[[mutants.variants]]
replace = "x"

[[mutants]] # the second
id = 'second'
kills = ["b"]
[mutants.extra]
deep = 1
'''


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("title",), 1),
        (("mutants", 0), 3),
        (("mutants", 0, "kills"), 9),
        (("mutants", 0, "variants", 0, "base"), 12),
        (("mutants", 0, "variants", 1, "replace"), 15),
        (("mutants", 1, "kills"), 19),
        (("mutants", 1, "extra", "deep"), 21),
        (("mutants", 1, "kills", 0), 19),
        (("mutants", 1, "nothing"), 17),
        (("nothing", 3), 1),
    ],
)
def test_line_of(location: Location, line: int) -> None:
    assert line_of(TEXT, location) == line


def test_line_of_id() -> None:
    assert line_of_id(TEXT, "mutants", "second") == 18
    assert line_of_id(TEXT, "mutants", "third") == 3


def test_one_line_strings_with_three_quotes_end_where_they_end() -> None:
    assert line_of('a = """x"""\nb = \'\'\'y "\'\'\'\nc = 1\n', ("c",)) == 3
