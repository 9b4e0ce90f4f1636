"""Finished reports, one file each, under the key that names all they depend on."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from grader.files import write_atomically
from grader.results import Report

FOLDER = "reports"


class Store:
    """Reports below a folder of results."""

    def __init__(self, results: Path) -> None:
        self._folder = results / FOLDER

    def path(self, key: str) -> Path:
        """Return where the report called `key` is, or would be."""
        return self._folder / key[:2] / f"{key}.json"

    def read(self, key: str) -> Report | None:
        """Return a report; None where it is not there, or was damaged and must be made again."""
        try:
            return Report.model_validate_json(self.path(key).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def write(self, key: str, report: Report) -> None:
        """Keep a report: after this returns it survives a crash."""
        write_atomically(self.path(key), report.model_dump_json())
