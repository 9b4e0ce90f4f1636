"""`.ci/contents.py DIST`: wheel and sdist hold what git tracks and belongs there, and no more."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

OURS_ALONE = (".ci/", ".github/", ".gitattributes", ".pre-commit-config.yaml")
"""Of no use without the repository."""
IN_WHEEL = {
    "grader/": "grader/",
    "specs/": "grader/data/specs/",
    "feedback_templates/": "grader/data/feedback_templates/",
}
ABOUT_WHEEL = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}


def main(dist: Path) -> int:
    """Compare the one wheel and the one sdist in `dist` with the files of this repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True, text=True).stdout  # noqa: S607
    tracked = set(listed.split("\0")) - {""}
    (sdist,), (wheel,) = dist.glob("*.tar.gz"), dist.glob("*.whl")
    with tarfile.open(sdist) as source, zipfile.ZipFile(wheel) as built:
        sources = {name.partition("/")[2] for name in source.getnames()}
        installed = set(built.namelist())
    about = f"{'-'.join(wheel.name.split('-')[:2])}.dist-info/"
    wrong = [
        *_compare(
            sdist, sources, {name for name in tracked if not name.startswith(OURS_ALONE)} | {"PKG-INFO"}
        ),
        *_compare(wheel, installed, {*map(_moved, tracked)} - {""} | {about + name for name in ABOUT_WHEEL}),
    ]
    print("\n".join(wrong) or f"{wheel.name} and {sdist.name} hold what they should")  # noqa: T201
    return 1 if wrong else 0


def _compare(archive: Path, held: set[str], wanted: set[str]) -> list[str]:
    stray = [f"{archive.name}: {name} does not belong there" for name in sorted(held - wanted)]
    return stray + [f"{archive.name}: {name} is missing" for name in sorted(wanted - held)]


def _moved(name: str) -> str:
    """Return where a file is in the wheel; nothing where it is not."""
    return next(
        (there + name.removeprefix(here) for here, there in IN_WHEEL.items() if name.startswith(here)), ""
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
