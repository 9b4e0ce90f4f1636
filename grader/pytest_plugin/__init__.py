"""A pytest plugin for those who write lessons: `pytest --grade-app ./myapp specs/my-lesson/checks`.

Every pytest run of an environment that has the grader loads this module, so it imports nothing of the
grader, and changes nothing, before the option is given.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options; nothing else happens without `--grade-app`."""
    group = parser.getgroup("grade", "checks of FastAPI lessons (fastapi-grader)")
    group.addoption(
        "--grade-app",
        metavar="PATH",
        help="Run a lesson's checks against this app: a folder, a .zip or a single .py file.",
    )
    group.addoption(
        "--grade-lesson",
        metavar="ID",
        help="A built-in lesson, or a lesson's folder (default: the one that the given paths are in).",
    )
    group.addoption(
        "--grade-sandbox",
        choices=("auto", "import", "docker"),
        help="Where the app runs (default: GRADE_SANDBOX, else auto).",
    )
    group.addoption(
        "--grade-deep", action="store_true", help="Also fuzz every endpoint live, as `grade --deep` does."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Open the app and make the checks' fixtures known, where an app is named."""
    if config.getoption("grade_app") is not None:
        from grader.pytest_plugin.run import begin

        begin(config)
    elif config.getoption("grade_lesson") is not None:
        raise pytest.UsageError("--grade-lesson needs an app to run the checks against: add --grade-app PATH")
