"""What runs beside the submission: standard library only, nothing of the grader.

It runs as a package of its own name, from a command of one line, so that no folder of the grader is on the
import path of a submission.
"""

from __future__ import annotations

from pathlib import Path

ENTRY = (
    "import sys; sys.path[:] = [path for path in sys.path if path] + [sys.argv[1]]; import importlib; "
    "entry = importlib.import_module('inside.' + sys.argv[2]); sys.path.pop(); entry.main(sys.argv[3:])"
)
FOLDER = str(Path(__file__).parent.parent)


def command(python: str, module: str, *arguments: str, flags: tuple[str, ...] = ()) -> list[str]:
    """Return the command that runs the `main` of a module of this package."""
    return [python, *flags, "-c", ENTRY, FOLDER, module, *arguments]
