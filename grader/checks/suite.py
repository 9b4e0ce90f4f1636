"""A lesson's checks as one pytest run: collected first, and only then told for which submission.

So a process that has collected them can be forked for each submission.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from pytest_jsonreport.plugin import JSONReport

from grader.checks.plugin import Begin, CheckerPlugin
from grader.checks.wanted import check_modules
from grader.errors import CheckerError
from grader.lesson import Lesson

UNUSED = ("doctest", "pastebin", "setuponly", "setupplan", "stepwise")
"""Plugins of pytest's own that do nothing unless an option of theirs is given."""
OPTIONS = (
    "--import-mode=importlib",
    "--continue-on-collection-errors",
    "--json-report-file=",
    "--json-report-omit=log,streams,environment,warnings,keywords,traceback",
    "-ppytest_jsonreport.plugin",
    "-q",
    "--no-header",
    "--no-summary",
    "--tb=native",  # the quickest to make: nobody reads it but of a module that cannot be collected
    "--capture=sys",  # in memory: files would be shared with whatever is forked
    "-pno:cacheprovider",
    "-pno:logging",
    "-pno:threadexception",
    "-pno:unraisableexception",  # it collects garbage twice
    *(f"-pno:{name}" for name in UNUSED),
)
FINE = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED}


def run_suite(lesson: Lesson, begin: Begin, folder: Path, *, has_app: bool) -> dict[str, Any]:
    """Collect the checks of `lesson`, call `begin` for what is to be graded, and run them on it.

    Nothing of a submission is ever collected. `folder` is empty and for this run alone. Returns what
    pytest-json-report found.

    Raises:
        CheckerError: pytest could not run them.
    """
    reporter = JSONReport()
    configuration = folder / "pytest.ini"
    configuration.write_text("[pytest]\n")
    os.chdir(folder)
    arguments = [
        *map(str, check_modules(lesson, has_app=has_app)),
        f"--rootdir={lesson.root}",
        f"--confcutdir={lesson.root}",  # no conftest.py above it
        f"-c{configuration}",
        *OPTIONS,
    ]
    code = pytest.main(arguments, plugins=[reporter, CheckerPlugin(lesson, begin)])
    os.chdir("/")
    if code not in FINE:
        raise CheckerError(f"pytest ended with exit code {int(code)}")
    return reporter.report or {}
