"""Cells are replaced where they stand; every other byte stays."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.gradebook.sheet import Sheet, read_sheet

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    [",", '"', "a\r\nb", "\r", "é;"]
)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), min_size=1, max_size=4)
)


def sheet_of(folder: Path, data: bytes) -> Sheet:
    path = folder / "export.csv"
    path.write_bytes(data)
    return read_sheet(path)


@given(
    table=TABLES,
    delimiter=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    value=TEXT,
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_any_file_keeps_its_bytes_but_for_one_cell(
    tmp_path_factory: pytest.TempPathFactory,
    table: list[list[str]],
    delimiter: str,
    end: str,
    bom: bool,
    value: str,
    quoting: int,
) -> None:
    table = [["Student", "ID", "x y z", "Section"][: len(table[0])], *table]
    # csv.writer of older Pythons leaves a lone carriage return unquoted, and nobody could read that back.
    assume(quoting == csv.QUOTE_ALL or not any("\r" in cell for row in table for cell in row))
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)  # type: ignore[arg-type]
    data = (b"\xef\xbb\xbf" if bom else b"") + stream.getvalue().encode()
    sheet = sheet_of(tmp_path_factory.mktemp("sheet"), data)
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == table
    assert sheet.with_cells({}) == data
    target = sheet.rows[-1].cells[1]
    changed = sheet.with_cells({target: value})
    head, tail = sheet.text[: target.start].encode(), sheet.text[target.end :].encode()
    assert changed.startswith(head)
    assert changed.endswith(tail)
    table[-1][1] = value
    assert [[cell.text for cell in row.cells] for row in sheet_of(sheet.path.parent, changed).rows] == table


@pytest.mark.parametrize(
    ("value", "raw"), [("x", "x"), ("x,y", '"x,y"'), ('x"', '"x"""'), ("x\ry", '"x\ry"'), ("x\ny", '"x\ny"')]
)
def test_a_value_is_quoted_where_it_must_be(tmp_path: Path, value: str, raw: str) -> None:
    sheet = sheet_of(tmp_path, b"a,b\n1,2\n")
    assert sheet.with_cells({sheet.rows[1].cells[1]: value}).decode() == f"a,b\n1,{raw}\n"


def test_an_old_code_page_is_kept() -> None:
    data = "Identifier;Grade\nJosé;1\n".encode("latin-1")
    path = Path("export.csv")
    sheet = Sheet(path, data.decode("latin-1"), "latin-1", ";", ())
    assert sheet.with_cells({}) == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty; use the file as it was exported"),
        (b'a,b\n1,"x\n2,3\n', r"export.csv:2: a quote that is not closed"),
        (b'a,b\n1,"x"y\n', r"export.csv:2: a quote"),
        ("a,b\n".encode("utf-16"), "UTF-16; use the file as it was exported"),
    ],
)
def test_a_broken_file_is_told_with_its_mend(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        sheet_of(tmp_path, data)


def test_lines_are_counted_across_cells_of_several_lines(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, b'a,b\r\n"1\r\n2",x\r\n\r\n3,4')
    assert [row.line for row in sheet.rows] == [1, 2, 5]
    assert sheet.rows[-1].text(1) == "4"
    with pytest.raises(UsageError, match="cannot be read"):
        read_sheet(tmp_path / "missing.csv")
