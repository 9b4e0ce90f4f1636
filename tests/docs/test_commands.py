"""The README's and the documentation's commands do what the text says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, Page, pages
from tests.docs.samples import lay_out

LONG = {"docs/writing-a-lesson.md": [pytest.mark.slow, pytest.mark.timeout(3000)]}
"""Pages whose commands take minutes."""

RUN = [
    pytest.param(page, id=page.name, marks=LONG.get(page.name, ()))
    for page in pages()
    if any(block.is_run for block in page.blocks)
]
NOT_RUN = [block for page in pages() for block in page.blocks if block.is_shell and not block.is_run]

IN_A_CLONE = {"CONTRIBUTING.md"}
"""Pages whose commands are typed at the root of the repository."""

PYTHON = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'
JUDGED = """\
#!/bin/sh
"{python}" -m {module} "$@"
code=$?
case " $ALLOWED " in *" $code "*) exit 0 ;; esac
echo "{module} $*: exit code $code, and not $ALLOWED" >&2
exit 99
"""


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """Return a folder with `grade`, `python` and `pytest` of this very interpreter."""
    folder = tmp_path / "bin"
    folder.mkdir()
    scripts = {
        "python": PYTHON,
        "python3": PYTHON,
        "grade": JUDGED.format(python=sys.executable, module="grader"),
        "pytest": JUDGED.format(python=sys.executable, module="pytest"),
    }
    for name, script in scripts.items():
        (folder / name).write_text(script, encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with what the pages presuppose."""
    return lay_out(tmp_path / "work")


def do(block: Block, folder: Path, tools: Path) -> None:
    """Do what a reader does with a block: write it into the file that it belongs to, or run it.

    Raises:
        AssertionError: a command fails, or its exit code is not the one that it should have.
    """
    for remark, mode in (("file", "w"), ("append", "a")):
        if name := block.remarks.get(remark):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / name).open(mode, encoding="utf-8") as file:
                file.write(f"\n\n{block.text}" if mode == "a" else block.text)
    if not block.is_run:
        return
    environment = os.environ | {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "ALLOWED": block.allowed,
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    said = f"{done.stdout[-2000:]}{done.stderr[-2000:]}"
    assert done.returncode == 0, f"{block}: exit code {done.returncode}\n{block.script}\n{said}"


@pytest.mark.skipif(sys.platform != "linux", reason="strangers' submissions are graded on Linux")
@pytest.mark.parametrize("page", RUN)
def test_commands_of_a_page_run_from_top_to_bottom(page: Page, folder: Path, tools: Path) -> None:
    for block in page.blocks:
        do(block, ROOT if page.name in IN_A_CLONE else folder, tools)


@pytest.mark.parametrize("block", NOT_RUN, ids=str)
def test_commands_that_are_not_run_say_why(block: Block) -> None:
    pytest.skip(block.remarks["not run"])


@pytest.mark.parametrize(
    ("script", "remarks", "said"),
    [
        ("grade ./nowhere", {}, "nowhere"),
        ("grade lessons q99-unknown", {}, "exit code 2, and not 0"),
        ("grade schema", {"exits with": "1"}, "exit code 0, and not 1"),
        ("no-such-program", {}, "exit code 127"),
        ("false; true", {}, "exit code 1"),
    ],
)
def test_a_block_that_does_not_hold_is_found(
    script: str, remarks: dict[str, str], said: str, folder: Path, tools: Path
) -> None:
    with pytest.raises(AssertionError, match=said):
        do(Block("page.md", 1, "sh", script, remarks), folder, tools)


def test_the_example_on_the_front_page_is_what_grade_says(tools: Path) -> None:
    said = subprocess.run(
        [tools / "grade", "submissions/q03-me-is-no-number"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "ALLOWED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (ROOT / "docs/example-report.txt").read_text(encoding="utf-8") in said.stdout
