"""Grades FastAPI's own tutorial apps with `any-fastapi-app`: correct apps that no one here wrote.

    python benchmarks/docs_src.py [--workers N] [--only TEXT] [--sdist FILE]

Downloads the FastAPI source distribution with pip, hands in each app of its `docs_src` as a submission, and
prints how many pass each criterion, then each app that loses points with its exchange, then those that do
not start or have nothing to try.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError
from grader.grading import grade
from grader.lesson import ANY_APP, Lesson, find_lesson, specs_folder
from grader.results import CheckResult, Outcome, Report
from grader.submission import open_submission


@dataclass(frozen=True)
class Graded:
    """One tutorial app with its report, or with why there is none."""

    name: str
    report: Report | None
    problem: str = ""


@contextmanager
def unpacked(sdist: Path | None) -> Iterator[Path]:
    """Yield the unpacked source distribution, downloaded unless it is given."""
    with tempfile.TemporaryDirectory() as folder:
        if sdist is None:
            command = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                "--no-binary=fastapi",
                "fastapi",
            ]
            subprocess.run([*command, "-d", folder], check=True)
            sdist = next(Path(folder).glob("fastapi-*.tar.gz"))
        with tarfile.open(sdist) as archive:
            archive.extractall(folder, filter="data")
        yield next(path for path in Path(folder).glob("fastapi-*") if path.is_dir())


def apps(root: Path, only: str) -> Iterator[tuple[Path, str]]:
    """Yield the chapter's folder and the `--app` of each tutorial file that makes a FastAPI app."""
    for path in sorted((root / "docs_src").glob("*/**/*.py")):
        chapter = root / "docs_src" / path.relative_to(root / "docs_src").parts[0]
        lines = path.read_text(encoding="utf-8").splitlines()
        made = [
            line.partition(" = FastAPI(")[0] for line in lines if " = FastAPI(" in line and line[0] != " "
        ]
        if made and only in path.as_posix():
            yield chapter, f"{path.relative_to(chapter).as_posix()}:{'app' if 'app' in made else made[0]}"


def graded(chapter: Path, app: str, lesson: Lesson) -> Graded:
    """Grade one app; its chapter is handed in, because some apps import their neighbours."""
    name = f"{chapter.name}/{app.partition(':')[0]}"
    try:
        with open_submission(chapter, app=app) as submission:
            return Graded(name, grade(submission, lesson))
    except GraderError as error:
        return Graded(name, None, str(error))


def print_results(results: Iterable[Graded], lesson: Lesson) -> None:
    """Print the table of criteria, then what was lost."""
    reports = [(one.name, one.report) for one in results if one.report is not None]
    started = [(name, report) for name, report in reports if report.start_failure is None]
    full = sum(report.full_marks for _, report in started)
    print(f"{len(reports)} apps, {len(started)} start, {full} with full marks\n")
    for criterion in lesson.criteria:
        outcomes = Counter(
            c.outcome for _, report in started for c in report.criteria if c.id == criterion.id
        )
        counted = ", ".join(f"{outcomes[outcome]} {outcome}" for outcome in Outcome if outcomes[outcome])
        print(f"{criterion.id:20} {counted}")
    for name, report in started:
        for check in _lost(report):
            _print_check(name, check)
    for name, report in reports:
        if report.start_failure is not None:
            print(f"\n{name}: does not start: {report.start_failure.message}")
    for one in results:
        if one.problem:
            print(f"\n{one.name}: not graded: {one.problem}")


def _lost(report: Report) -> Iterator[CheckResult]:
    checks = [check for criterion in report.criteria for check in criterion.checks]
    yield from (check for check in checks if check.unstable or check.outcome is not Outcome.PASSED)


def _print_check(name: str, check: CheckResult) -> None:
    print(f"\n{name}: {check.criterion} {'unstable' if check.unstable else check.outcome}")
    print(f"  {check.message[:400]}")
    if check.exchanges and check.outcome is Outcome.FAILED:
        print(f"  {check.exchanges[-1].curl[:300]}")
    if check.log:
        print(f"  {check.log.strip().splitlines()[-1][:200]}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="", help="only apps whose path contains this text")
    parser.add_argument("--sdist", type=Path, help="a FastAPI source distribution that is already here")
    arguments = parser.parse_args()
    lesson = find_lesson(specs_folder(), ANY_APP)
    with unpacked(arguments.sdist) as root, ThreadPoolExecutor(arguments.workers) as pool:
        found = list(apps(root, arguments.only))
        results = list(pool.map(lambda entry: graded(entry[0], entry[1], lesson), found))
    print_results(results, lesson)


if __name__ == "__main__":
    main()
