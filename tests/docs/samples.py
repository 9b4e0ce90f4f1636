"""What the pages presuppose: an app, a class, its roster and its gradebook."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.docs.pages import ROOT

SAMPLES = ROOT / "submissions"

ROSTER = """\
id,name,email,username
s01,Minh Nguyen,minh@example.org,nguyen-minh
s02,Ivan Petrov,ivan@example.org,petrov-ivan
s03,Giulia Rossi,giulia@example.org,rossi-giulia
"""

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Response models (4711)
    Points Possible,,,,,100
"Nguyen, Minh",501,s01,nguyen-minh,A,
"Petrov, Ivan",502,s02,petrov-ivan,A,
"Rossi, Giulia",503,s03,rossi-giulia,A,
"""


def lay_out(folder: Path) -> Path:
    """Fill the new `folder`, and return it: `myapp/`, `submissions/`, `roster.csv`, `canvas.csv`."""
    shutil.copytree(SAMPLES / "q07-leaks-password", folder / "myapp")
    shutil.copytree(SAMPLES / "class" / "nguyen-minh-q07", folder / "submissions" / "nguyen-minh")
    shutil.copy(SAMPLES / "class" / "petrov-ivan-q07.py", folder / "submissions" / "petrov-ivan.py")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "canvas.csv").write_text(CANVAS, encoding="utf-8")
    return folder
