"""The submission's source as syntax trees."""

from __future__ import annotations

from pathlib import Path

from grader.checks.source import Source


def test_what_parses_is_there_and_nothing_else_matters(tmp_path: Path) -> None:
    (tmp_path / "routers").mkdir()
    (tmp_path / "main.py").write_text("async def read():\n    def inner(): pass\n")
    (tmp_path / "routers" / "users.py").write_text("def list_users(): pass\n")
    (tmp_path / "broken.py").write_text("def (")
    (tmp_path / "binary.py").write_bytes(b"\x00\xff")
    (tmp_path / "huge.py").write_text("#" * 1_000_001)
    source = Source(tmp_path)
    assert list(source.trees) == ["main.py", "routers/users.py"]
    named = [(file, function.name) for file, function in source.functions()]
    assert named == [("main.py", "read"), ("main.py", "inner"), ("routers/users.py", "list_users")]
