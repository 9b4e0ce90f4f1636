"""Grades a submission of Classroom 50: its runner starts this in the student's checkout.

Everything else in this folder is the grader and one lesson; `arguments.txt` says which.
Exits with 0 when a result.json was written, whatever the points are.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WRITTEN = ("result.json", "release-body.md")
KEPT = {
    *("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "RUNNER_TEMP", "CI"),
    *("CLASSROOM", "ASSIGNMENT", "ASSIGNMENT_TYPE", "SUBMISSION_TAG", "USERNAME", "OWNER"),
    *("COMMIT_URL", "RELEASE_URL", "REVIEW_URL", "PAGES_BASE_URL", "CLASSROOM50_BUNDLE_DIR"),
    *("GITHUB_ACTIONS", "GITHUB_ACTOR", "GITHUB_OUTPUT", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL"),
    *("GITHUB_SHA", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"),
    *("PIP_CONFIG_FILE", "PIP_INDEX_URL", "UV_DEFAULT_INDEX", "SSL_CERT_FILE", "XDG_CACHE_HOME"),
    *("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"),
}
"""Variables that the grader gets: a token or a secret is none of them."""


def main() -> int:
    """Make an environment, and grade in it."""
    if sys.version_info < (3, 11):  # noqa: UP036 (whatever the assignment's runtime says)
        sys.exit("autograder.py: needs Python 3.11 or newer; name one in the assignment's runtime")
    for name in WRITTEN:
        remove(Path(name))
    environment = {name: value for name, value in os.environ.items() if name in KEPT}
    with tempfile.TemporaryDirectory(prefix="grader-", dir=os.environ.get("RUNNER_TEMP") or None) as folder:
        python = made(Path(folder) / "venv", environment)
        arguments = (HERE / "arguments.txt").read_text(encoding="utf-8").splitlines()
        command = [str(python), "-P", "-m", "grader", "ci", "classroom50", ".", *arguments]
        code = subprocess.run(command, env=environment, check=False).returncode
    if code:
        for name in WRITTEN:  # a submission may have written them
            remove(Path(name))
    return code


def made(folder: Path, environment: dict[str, str]) -> Path:
    """Make a virtual environment that has what the grader needs, and finds the grader; return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*install, "-r", str(HERE / "requirements.txt")], env=environment, check=True)
    places = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", places))
    (packages / "grader.pth").write_text(f"{HERE}\n", encoding="utf-8")
    return python


def remove(path: Path) -> None:
    """Remove what is at `path`, whatever it is; never what a link leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
