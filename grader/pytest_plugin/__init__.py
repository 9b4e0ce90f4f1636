"""A pytest plugin for those who write lessons: `pytest --grade-app ./myapp specs/my-lesson/checks`.

Every pytest run of an environment that has the grader loads this module, so it imports nothing of the
grader, and changes nothing, before the option is given.
"""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options; nothing else happens without `--grade-app`."""
    group = parser.getgroup("grade", "checks of FastAPI lessons (fastapi-grader)")
    group.addoption(
        "--grade-app",
        metavar="PATH",
        help="Run a lesson's checks against this app: a folder, a .zip or a .py file (as --grade-app=PATH).",
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


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Refuse settings that an app brings along: they could have anything run outside of the sandbox.

    pytest looks for its settings before it knows our options, and takes `--grade-app PATH` for a path to
    collect from; with `--grade-app=PATH` it does not.
    """
    app = getattr(early_config.known_args_namespace, "grade_app", None)
    if app is None or early_config.inipath is None or "--grade-app" not in args:
        return
    named, started_in = Path(app).resolve(), early_config.invocation_params.dir
    settings = early_config.inipath.resolve().parent
    handed_in = named if named.is_dir() else named.parent
    if settings.is_relative_to(handed_in) and not started_in.resolve().is_relative_to(settings):
        raise pytest.UsageError(
            "pytest would take its settings from the app's folder, where a stranger may have written them: "
            "write --grade-app=PATH, with the equals sign, and it does not look there"
        )


def pytest_configure(config: pytest.Config) -> None:
    """Open the app and make the checks' fixtures known, where an app is named."""
    if config.getoption("grade_app") is not None:
        from grader.pytest_plugin.run import begin

        begin(config)
    elif config.getoption("grade_lesson") is not None:
        raise pytest.UsageError("--grade-lesson needs an app to run the checks against: add --grade-app PATH")
