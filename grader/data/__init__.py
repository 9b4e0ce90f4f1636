"""Finds `specs/` and `feedback_templates/`: inside the wheel, or at the root of a source tree."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder called `name` that travels with the grader."""
    packaged = _HERE / name
    return packaged if packaged.is_dir() else _HERE.parent.parent / name
