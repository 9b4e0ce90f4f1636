"""Decides which file and which name is the app.

The order: an entrypoint, the files that fastapi-cli takes by itself (going on past those without
an app), the only other file with an app, a factory. Several equals are ambiguous, not failed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from grader.discovery.appsearch import AppSearch, ModuleScan
from grader.discovery.bindings import APP_NAMES, best_app
from grader.discovery.entrypoint import Entrypoint, find_entrypoint
from grader.discovery.importplans import import_plans
from grader.discovery.location import AppKind, AppLocation, Discovery, ImportPlan, SourceProblem
from grader.discovery.shadows import shadows
from grader.discovery.sources import Sources
from grader.errors import UsageError
from grader.printable import printable
from grader.settings import read_settings, working_folders

DEFAULT_FILES = ("main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py")
"""What `fastapi dev` looks for, in its order (`fastapi_cli.discover.get_default_path`)."""

_MAX_LISTED = 20
_ABOUT_FASTAPI = rb"(?i)fastapi"
_MAY_ASSIGN_APP = rb"(?i)fastapi|(?m:^\s*(app|api|application)\s*[:=])"
_CONSTRUCTION = re.compile(r"(?m)^(\w+)\s*(?::[^=\n]+)?=\s*(?:\w+\.)*FastAPI\(")
_TEST_FILE = re.compile(r"test_.*\.py|.*_test\.py|conftest\.py|tests?\.py")


def discover(
    root: Path, entrypoint: str | None = None, only: str | None = None, other_python: bool = False
) -> Discovery:
    """Find the app below `root` and say how to import it.

    Args:
        root: the submission's folder.
        entrypoint: `--app`: `module:name`, `module`, `path/file.py:name` or `path/file.py`.
        only: look at this file alone, whatever it is called.
        other_python: the app runs under another interpreter, whose syntax may be newer than ours:
            then a default file that we cannot parse is still taken when its text makes an app.

    Raises:
        UsageError: `entrypoint` has no such form or names nothing in the submission.
        SubmissionError: the pyproject.toml has a setting of the wrong type.
    """
    finder = _Finder(Sources(root), other_python)
    if entrypoint is not None:
        return finder.explicit(find_entrypoint(finder.sources, entrypoint, "."), ".")
    if only is not None:
        return finder.automatic([(only, ".")], others=False)
    settings = read_settings(root)
    if settings.entrypoint is not None:
        try:
            named = find_entrypoint(finder.sources, settings.entrypoint, settings.folder)
        except UsageError as error:
            finder.hints.append(f"The entrypoint in pyproject.toml cannot be used: {error}")
        else:
            return finder.explicit(named, settings.folder)
    return finder.automatic(_default_files(finder.sources, root), others=True)


def _default_files(sources: Sources, root: Path) -> list[tuple[str, str]]:
    """Return the default files that exist, each with the folder from which it is one."""
    found: dict[str, str] = {}
    for folder in working_folders(root):
        project = folder.relative_to(root).as_posix()
        for file in (*DEFAULT_FILES, *(f"src/{file}" for file in DEFAULT_FILES)):
            path = str(PurePosixPath(project, file))
            if sources.exists(path):
                found.setdefault(path, project)
    return list(found.items())


class _Finder:
    """One search; collects on the way what the student should be told."""

    def __init__(self, sources: Sources, other_python: bool) -> None:
        self.sources = sources
        self.other_python = other_python
        self.search = AppSearch(sources)
        self.hints: list[str] = []
        self.scans: dict[str, ModuleScan] = {}

    def explicit(self, named: Entrypoint, project: str) -> Discovery:
        """Take the file that an entrypoint names, and the app in it."""
        scan = self._scan(named.file)
        location = self._location(scan, named.name) if named.name else self._any_app(scan)
        if scan.problem and not self.other_python:
            location = None
        return self._found(location, project, named.plan) if location else self._nothing([])

    def automatic(self, defaults: list[tuple[str, str]], others: bool) -> Discovery:
        """Search the default files, then all others unless they are not asked for."""
        for file, project in defaults:
            if name := best_app(self._scan(file).names, imported=True):
                return self._found(self._location(self.scans[file], name), project)
        broken = [(scan, project) for file, project in defaults if (scan := self.scans[file]).problem]
        for scan, project in broken:
            if self.sources.mentions(scan.file, _ABOUT_FASTAPI):
                location = self._by_text(scan) if self.other_python else None
                return self._found(location, project) if location else self._nothing([])
        apps = self._other_apps(set(self.scans)) if others else []
        if len(apps) == 1:
            return self._found(apps[0])
        factories = [] if apps else self._factories(dict(defaults))
        if len(factories) == 1:
            return self._found(factories[0], dict(defaults).get(factories[0].file, "."))
        for file, project in defaults:
            if guess := self._guess(self.scans[file]):
                return self._found(guess, project)
        return self._nothing(apps or factories)

    def _scan(self, file: str) -> ModuleScan:
        return self.scans.setdefault(file, self.search.scan(file))

    # One file

    @staticmethod
    def _location(scan: ModuleScan, name: str) -> AppLocation:
        bound = scan.names.get(name)
        kind: AppKind = "unknown"
        if bound is not None and bound.role in {"instance", "wrapped", "factory"} and not bound.imported:
            kind = (
                "wrapped" if bound.role == "wrapped" else "factory" if bound.role == "factory" else "instance"
            )
        return AppLocation(scan.file, name, kind)

    def _any_app(self, scan: ModuleScan) -> AppLocation | None:
        name = best_app(scan.names, imported=True) or next(iter(scan.factories), None)
        return self._location(scan, name) if name else self._guess(scan) or self._by_text(scan)

    def _guess(self, scan: ModuleScan) -> AppLocation | None:
        names = [name for name, bound in scan.names.items() if bound.role == "guess" and name in APP_NAMES]
        return self._location(scan, min(names)) if names else None

    def _by_text(self, scan: ModuleScan) -> AppLocation | None:
        """Find `name = FastAPI(` in a file that our own interpreter cannot parse."""
        text = (self.sources.data(scan.file) or b"").decode("utf-8", "replace")
        match = _CONSTRUCTION.search(text) if scan.problem else None
        return AppLocation(scan.file, match[1], "unknown") if match else None

    # Other files

    def _other_apps(self, seen: set[str]) -> list[AppLocation]:
        """Return the apps in all other files, without those that another one of them imports."""
        files = [file for file in self.sources.files() if file not in seen and not _is_test(file)]
        scans = [self._scan(file) for file in files if self.sources.mentions(file, _MAY_ASSIGN_APP)]
        found = {scan.file: name for scan in scans if (name := best_app(scan.names, imported=False))}
        parts = {
            bound.origin
            for file in found
            for bound in self.scans[file].names.values()
            if bound.is_app and bound.origin != file
        }
        return [self._location(self.scans[file], name) for file, name in found.items() if file not in parts]

    def _factories(self, defaults: Iterable[str]) -> list[AppLocation]:
        """Return the factory of the first default file that has one, else those of all files."""
        found = [scan for scan in self.scans.values() if scan.factories]
        first = next((self.scans[file] for file in defaults if self.scans[file].factories), None)
        return [self._location(scan, scan.factories[0]) for scan in ([first] if first else found)]

    # Answers

    def _found(self, app: AppLocation, project: str = ".", first: ImportPlan | None = None) -> Discovery:
        plans = import_plans(self.sources.root, app, first)
        if not plans:
            self.hints.append(
                f"{printable(app.file)} cannot be imported: rename it so that its name has one dot only."
            )
            return self._nothing([])
        problem = self.scans[app.file].problem
        self.hints += _passed_over(self.scans[app.file], app)
        return Discovery(
            app,
            plans,
            tuple(self.scans),
            hints=tuple(self.hints),
            syntax_errors=(problem,) if problem else (),
            shadows=shadows(self.sources.root, plans[0]),
            project=project,
        )

    def _nothing(self, candidates: list[AppLocation]) -> Discovery:
        hints = [
            *self.hints,
            *(hint for scan in self.scans.values() for hint in scan.hints),
            *self._no_python(),
        ]
        return Discovery(
            None,
            looked_at=tuple(self.scans),
            candidates=tuple(candidates[:_MAX_LISTED]),
            hints=tuple(hints[:_MAX_LISTED]),
            syntax_errors=tuple(self._problems()[:_MAX_LISTED]),
        )

    def _problems(self) -> list[SourceProblem]:
        broken = [scan.problem for scan in self.scans.values() if scan.problem]
        about = [problem for problem in broken if self.sources.mentions(problem.file, _ABOUT_FASTAPI)]
        return about or broken

    def _no_python(self) -> list[str]:
        """Say what the submission holds instead of an app."""
        saved = [
            file for file in self.scans if self.sources.mentions(file, rb'^\s*\{[^{]*"(cells|nbformat)"')
        ]
        if saved:
            return [
                f"{printable(saved[0])} is a Jupyter notebook under a .py name; "
                "export its code as a Python file."
            ]
        if self.sources.files():
            return []
        if notebooks := self.sources.files(".ipynb"):
            return [
                f"There are only notebooks ({printable(', '.join(notebooks[:3]))}); "
                "save the app's code as a Python file, main.py."
            ]
        return ["There is no Python file in the submission."]


def _passed_over(scan: ModuleScan, app: AppLocation) -> list[str]:
    """Name the file's other apps, where none is called as `fastapi dev` prefers and the alphabet decided."""
    made = [n for n, bound in scan.names.items() if bound.role == "instance" and not bound.imported]
    others = sorted(name for name in made if name != app.name)
    if app.name not in made or app.name in APP_NAMES or not others:
        return []
    return [
        f"{printable(app.file)} makes several apps; `{app.name}` was taken, as `fastapi dev` would. "
        f"`--app {printable(app.file)}:{others[0]}` takes another."
    ]


def _is_test(file: str) -> bool:
    *folders, name = file.split("/")
    return bool({"tests", "test"} & set(folders)) or _TEST_FILE.fullmatch(name) is not None
