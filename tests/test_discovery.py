"""Discovery reads source text only; these layouts are what learners hand in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import grader.discovery.sources
from grader.discovery import AppLocation, Discovery, ImportPlan
from grader.discovery.finder import discover
from grader.discovery.importplans import import_plans
from grader.errors import SubmissionError, UsageError

APP = "from fastapi import FastAPI\napp = FastAPI()\n"
FACTORY = "from fastapi import FastAPI\ndef create_app(debug=False):\n    app = FastAPI()\n    return app\n"
BROKEN = "from fastapi import FastAPI\napp = FastAPI(\ndef x(:\n"
Files = dict[str, str]


def write(root: Path, files: Files) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-16") if name.endswith("utf16.py") else text.encode())
    return root


def find(root: Path, files: Files, entrypoint: str | None = None) -> Discovery:
    return discover(write(root, files), entrypoint)


def place(app: AppLocation | None) -> str:
    return f"{app.file}:{app.name} {app.kind}" if app else "none"


LAYOUTS: dict[str, tuple[Files, str]] = {
    "default": ({"main.py": APP, "other.py": APP}, "main.py:app instance"),
    "cli order": ({"api.py": APP, "app.py": APP, "app/main.py": APP}, "app.py:app instance"),
    "goes on past a helper": ({"main.py": "x = 1\n", "app/main.py": APP}, "app/main.py:app instance"),
    "src": ({"src/main.py": APP, "lib/main.py": APP}, "src/main.py:app instance"),
    "src last": ({"src/main.py": APP, "app/api.py": APP}, "app/api.py:app instance"),
    "wrapping folder": ({"hw/main.py": APP, "hw/two.py": APP, "README.md": ""}, "hw/main.py:app instance"),
    "only other file": ({"my-app/server.py": APP, "a.py": "x = 1"}, "my-app/server.py:app instance"),
    "tests do not count": (
        {"web.py": APP, "tests/x.py": APP, "test_web.py": APP, "conftest.py": APP, "venv/lib/y.py": APP},
        "web.py:app instance",
    ),
    "part of another": (
        {
            "web/whole.py": APP + "from web.part import part\napp.mount('/p', part)\n",
            "web/part.py": "from fastapi import FastAPI\npart = FastAPI()\n",
        },
        "web/whole.py:app instance",
    ),
    "runner of another": (
        {"server.py": APP, "run.py": "# fastapi\nfrom server import app\nuvicorn.run(app)\n"},
        "server.py:app instance",
    ),
    "factory": ({"main.py": FACTORY}, "main.py:create_app factory"),
    "factory elsewhere": (
        {"main.py": "x = 1\n", "web/factory.py": FACTORY},
        "web/factory.py:create_app factory",
    ),
    "file before factory": ({"main.py": FACTORY, "web.py": APP}, "web.py:app instance"),
    "annotated factory": (
        {"main.py": "from fastapi import FastAPI\ndef wsgi() -> FastAPI:\n    return x()\n"},
        "main.py:wsgi factory",
    ),
    "called factory": ({"main.py": FACTORY + "app = create_app()\n"}, "main.py:app unknown"),
    "imported factory": (
        {"main.py": "from web import create_app\napp = create_app()\n", "web/__init__.py": FACTORY},
        "main.py:app unknown",
    ),
    "called in another file": (
        {"run.py": "from web import create_app\napp = create_app()\n", "web/__init__.py": FACTORY},
        "run.py:app unknown",
    ),
    "class holds it": (
        {
            "main.py": "import fastapi\nclass S:\n    def __init__(s):\n        s.app = fastapi.FastAPI()\n"
            "server = S()\napp = server.app\n"
        },
        "main.py:app unknown",
    ),
    "library's factory": (
        {"main.py": "from kit import create_app\napp = create_app()\n"},
        "main.py:app unknown",
    ),
    "re-export": (
        {"main.py": "from pkg import app\n", "pkg/__init__.py": "from .web import app\n", "pkg/web.py": APP},
        "main.py:app unknown",
    ),
    "re-export by star": ({"app.py": "from core.web import *\n", "core/web.py": APP}, "app.py:app unknown"),
    "relative re-export": ({"app/main.py": "from .gone import app\n"}, "app/main.py:app unknown"),
    "no private name by star": (
        {"main.py": "from web import *\n", "web.py": "import fastapi\n_x = fastapi.FastAPI()\n"},
        "web.py:_x instance",
    ),
    "library's app": ({"main.py": "from kit import app\n"}, "main.py:app unknown"),
    "relative import of the folder above": (
        {
            "app/main.py": "from ..web import server\nfrom .core.sub import zed\n",
            "web.py": "x = 1\n",
            "app/web.py": "import fastapi\nserver = fastapi.FastAPI()\n",
            "app/core/sub.py": "from ..web import server as zed\n",
        },
        "app/main.py:zed unknown",
    ),
    "import cycle": (
        {"main.py": "from a import app\n", "a.py": "from main import app\n", "web.py": APP},
        "web.py:app instance",
    ),
    "utf-8 with mark": ({"main.py": "\ufeff" + APP}, "main.py:app instance"),
    "entrypoint setting": (
        {
            "main.py": APP,
            "core/web.py": APP,
            "pyproject.toml": '[tool.fastapi]\nentrypoint = "core.web:app"\n',
        },
        "core/web.py:app instance",
    ),
}


@pytest.mark.parametrize(("files", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout(tmp_path: Path, files: Files, expected: str) -> None:
    found = find(tmp_path, files)
    assert place(found.app) == expected
    assert found.app is not None
    assert found.app.file in found.looked_at
    assert found.plans
    assert not found.candidates


IMPORT = "from fastapi import FastAPI\n"
MODULES: dict[str, tuple[str, str]] = {
    "alias": ("from fastapi import FastAPI as F\napp = F()", "app instance"),
    "module": ("import fastapi as f\napp = f.FastAPI()", "app instance"),
    "submodule": ("import fastapi.applications\napp = fastapi.applications.FastAPI()", "app instance"),
    "annotated": (IMPORT + "app: FastAPI = FastAPI()", "app instance"),
    "annotated unknown": (IMPORT + "server: FastAPI = registry['x']", "server unknown"),
    "annotated guess": (IMPORT + "from kit import build\nserver: FastAPI = build()", "server unknown"),
    "subclass": (IMPORT + "class My(FastAPI):\n    pass\nserver = My()", "server instance"),
    "forgotten import": ("app = FastAPI()", "app instance"),
    "in if, try, with": (
        IMPORT + "if 1:\n    try:\n        with x:\n            a = FastAPI()\n    finally:\n        pass",
        "a instance",
    ),
    "fallback keeps it": (
        IMPORT + "try:\n    app = FastAPI()\nexcept Exception:\n    app = None",
        "app instance",
    ),
    "guard's else": (
        IMPORT + "if __name__ == '__main__':\n    pass\nelse:\n    app = FastAPI()",
        "app instance",
    ),
    "negated guard": (IMPORT + "if __name__ != '__main__':\n    app = FastAPI()", "app instance"),
    "dubious escape": (IMPORT + "x = '\\d'\napp = FastAPI()", "app instance"),
    "alphabetical": (IMPORT + "zed = FastAPI()\nbackend = FastAPI()", "backend instance"),
    "app first": (IMPORT + "a = FastAPI()\napi = FastAPI()\napp = FastAPI()", "app instance"),
    "api before others": (IMPORT + "a = FastAPI()\napi = FastAPI()", "api instance"),
    "router called api": (IMPORT + "api = APIRouter()\nserver = FastAPI()", "server instance"),
    "several targets": (IMPORT + "api = app = FastAPI()", "app instance"),
    "tuple": (IMPORT + "db, web = None, FastAPI()", "web instance"),
    "walrus": (IMPORT + "(web := FastAPI())", "web instance"),
    "wrapped itself": (
        IMPORT + "app = FastAPI()\napp = CORSMiddleware(app, allow_origins=['*'])",
        "app wrapped",
    ),
    "wrapped inner": (IMPORT + "inner = FastAPI()\napp = Anything(inner)", "app wrapped"),
    "wrapper by its type": (IMPORT + "a = FastAPI()\nserver = CORSMiddleware(app=a)", "server wrapped"),
    "socketio": (IMPORT + "fast = FastAPI()\nsio_app = socketio.ASGIApp(sio, fast)", "sio_app wrapped"),
    "wrapped in one": (IMPORT + "app = GZipMiddleware(CORSMiddleware(FastAPI()))", "app wrapped"),
    "users of the app": (
        IMPORT + "web = FastAPI()\nclient = TestClient(web)\nhandler = Mangum(web)",
        "web instance",
    ),
    "makers under other names": (
        IMPORT + "def check():\n    FastAPI()\n    return 1\nb = check()\nweb = FastAPI()",
        "web instance",
    ),
    "type checking": (IMPORT + "if TYPE_CHECKING:\n    app = FastAPI()\nb = FastAPI()", "b instance"),
    "latin-1": ("# -*- coding: utf-8 -*-\n" + IMPORT + "app = FastAPI(title='\u00fc')", "app instance"),
}


@pytest.mark.parametrize(("source", "expected"), MODULES.values(), ids=MODULES)
def test_which_name_of_a_module_is_the_app(tmp_path: Path, source: str, expected: str) -> None:
    assert place(find(tmp_path, {"main.py": source}).app) == f"main.py:{expected}"


NOT_FOUND: dict[str, tuple[Files, str]] = {
    "guard": (
        {"main.py": IMPORT + "x = 1\nif __name__ == '__main__':\n    app = FastAPI()\n"},
        'main.py creates FastAPI() only under `if __name__ == "__main__"` (line 4), '
        "where `fastapi dev` never sees it; move it to module level.",
    ),
    "needs arguments": (
        {"main.py": IMPORT + "def create_app(settings):\n    return FastAPI()\n"},
        "main.py creates FastAPI() only inside the function `create_app` (line 3), "
        "which needs arguments (settings); create the app at module level, for example `app = FastAPI()`.",
    ),
    "function without return": (
        {"main.py": IMPORT + "async def main():\n    app = FastAPI()\n"},
        "inside the async function `main` (line 3)",
    ),
    "async factory": (
        {"main.py": IMPORT + "async def create_app():\n    return FastAPI()\n"},
        "inside the async function `create_app` (line 3)",
    ),
    "a route called like a factory": (
        {"main.py": IMPORT + "@router.get('/')\ndef get_app():\n    return FastAPI()\n"},
        "inside the function `get_app` (line 4)",
    ),
    "class not called": ({"main.py": IMPORT + "app = FastAPI\n"}, "call it: `app = FastAPI()`"),
    "other framework": (
        {"app.py": "from flask import Flask\napp = Flask(__name__)\n"},
        "`app` with Flask() (line 2), which is another framework: write `from fastapi import FastAPI`",
    ),
    "rebound": ({"main.py": APP + "def app():\n    return 1\n"}, "line 3 gives the name another value"),
    "notebooks": ({"lesson.ipynb": "{}"}, "There are only notebooks (lesson.ipynb)"),
    "notebook in disguise": (
        {"main.py": '{"cells": [], "nbformat": 4}'},
        "Jupyter notebook under a .py name",
    ),
    "empty": ({}, "There is no Python file in the submission."),
    "dotted name": ({"main.v2.py": APP}, "main.v2.py cannot be imported"),
    "stale entrypoint": (
        {"a.py": "x = 1", "pyproject.toml": '[tool.fastapi]\nentrypoint = "gone:app"\n'},
        "'gone:app' names the module gone, which is not in the submission.",
    ),
}


@pytest.mark.parametrize(("files", "hint"), NOT_FOUND.values(), ids=NOT_FOUND)
def test_no_app_says_what_is_there_instead(tmp_path: Path, files: Files, hint: str) -> None:
    found = find(tmp_path, files)
    assert found.app is None
    assert not found.plans
    assert hint in "\n".join(found.hints)


SYNTAX: dict[str, tuple[Files, tuple[str, int, str]]] = {
    "error": ({"main.py": BROKEN, "web.py": APP}, ("main.py", 3, "invalid syntax")),
    "fence": ({"app.py": "```python\n" + APP + "```\n"}, ("app.py", 1, "Markdown code fence")),
    "prompt": ({"app.py": ">>> from fastapi import FastAPI\n"}, ("app.py", 1, "interactive session")),
    "shell": ({"main.py": APP + "uvicorn main:app --reload\n"}, ("main.py", 3, "command for the shell")),
    "conflict": ({"main.py": "<<<<<<< HEAD\n" + APP}, ("main.py", 1, "merge conflict")),
    "web page": ({"main.py": "<!DOCTYPE html>\n<p>FastAPI"}, ("main.py", 1, "saved web page")),
    "utf-16": ({"main_utf16.py": APP}, ("main_utf16.py", 0, "UTF-16")),
    "nul": ({"main.py": APP + "\0"}, ("main.py", 0, "null bytes")),
    "not utf-8 declared": ({"main.py": "# coding: nonsense\n" + APP}, ("main.py", 0, "nonsense")),
    "huge": ({"main.py": APP + "#" * 1024 * 1024}, ("main.py", 0, "larger than 1 MB")),
    "deep": ({"main.py": APP + "x = " + "-" * 100_000 + "1"}, ("main.py", 0, "")),
    "deep names": ({"main.py": APP + "x = y" + ".z" * 20_000}, ("main.py", 0, "")),
    "other file": ({"a.py": "x = 1\n", "web.py": BROKEN, "bad.py": "app ="}, ("web.py", 3, "invalid syntax")),
}


@pytest.mark.parametrize(("files", "problem"), SYNTAX.values(), ids=SYNTAX)
def test_a_file_that_is_no_python_is_named_with_its_line(
    tmp_path: Path, files: Files, problem: tuple[str, int, str]
) -> None:
    found = find(tmp_path, files)
    assert found.app is None
    assert [(error.file, error.line) for error in found.syntax_errors] == [problem[:2]]
    assert problem[2] in found.syntax_errors[0].message


def test_a_broken_default_file_does_not_hide_another_default_file(tmp_path: Path) -> None:
    assert place(find(tmp_path, {"main.py": BROKEN, "app/main.py": APP}).app) == "app/main.py:app instance"


def test_an_entrypoint_to_a_broken_file_reports_the_file(tmp_path: Path) -> None:
    found = find(tmp_path, {"main.py": APP, "web.py": BROKEN}, "web:app")
    assert found.app is None
    assert [error.file for error in found.syntax_errors] == ["web.py"]


def test_newer_syntax_is_left_to_the_submissions_own_interpreter(tmp_path: Path) -> None:
    root = write(tmp_path, {"main.py": IMPORT + "app: FastAPI = FastAPI()\nx = future syntax\n"})
    assert discover(root).app is None
    found = discover(root, other_python=True)
    assert place(found.app) == "main.py:app unknown"
    assert found.syntax_errors[0].line == 3


def test_imports_that_start_with_the_roots_own_name(tmp_path: Path) -> None:
    files = {"main.py": "from shop.core import Api\nserver = Api()\n"}
    files["core.py"] = IMPORT + "class Api(FastAPI):\n    pass\n"
    assert place(find(tmp_path / "shop", files).app) == "main.py:server instance"


def test_the_amount_of_source_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grader.discovery.sources, "MAX_TOTAL", 2 * len(APP) - 1)
    found = find(tmp_path, {"a.py": APP, "b.py": APP})
    assert place(found.app) == "a.py:app instance"


def test_several_equal_apps_are_ambiguous(tmp_path: Path) -> None:
    found = find(tmp_path, {"day1/one.py": APP, "day2/two.py": APP, "day2/x.py": FACTORY})
    assert found.app is None
    assert [place(app) for app in found.candidates] == [
        "day1/one.py:app instance",
        "day2/two.py:app instance",
    ]
    factories = find(tmp_path / "b", {"one/a.py": FACTORY, "two/b.py": FACTORY})
    assert [app.kind for app in factories.candidates] == ["factory", "factory"]


@pytest.mark.parametrize(
    ("entrypoint", "expected", "module"),
    [
        ("core.web:app", "core/web.py:app instance", "core.web"),
        ("core.web", "core/web.py:app instance", "core.web"),
        ("core/web.py:app", "core/web.py:app instance", "web"),
        ("core/web.py", "core/web.py:app instance", "web"),
        ("core\\web.py:make", "core/web.py:make factory", "web"),
        ("core.web:dynamic", "core/web.py:dynamic unknown", "core.web"),
        ("lib:app", "src/lib/__init__.py:app instance", "lib"),
    ],
)
def test_entrypoint(tmp_path: Path, entrypoint: str, expected: str, module: str) -> None:
    files = {
        "main.py": APP,
        "core/web.py": APP + "def make():\n    return FastAPI()\n",
        "src/lib/__init__.py": APP,
    }
    found = find(tmp_path, files, entrypoint)
    assert place(found.app) == expected
    assert found.plans[0].module == module


@pytest.mark.parametrize(
    "entrypoint", ["", ":app", "main:", "main:a.b", "gone:app", "../main.py:app", "/main.py", "a..b"]
)
def test_entrypoint_that_names_nothing(tmp_path: Path, entrypoint: str) -> None:
    write(tmp_path, {"main.py": APP})
    with pytest.raises(UsageError, match=r"is no app|not in the submission"):
        find(tmp_path / "in", {"main.py": APP}, entrypoint)


def test_only_looks_at_one_file(tmp_path: Path) -> None:
    write(tmp_path, {"homework 1.py": APP.replace("app", "x"), "main.py": APP})
    found = discover(tmp_path, only="homework 1.py")
    assert place(found.app) == "homework 1.py:x instance"
    assert found.looked_at == ("homework 1.py",)


def test_entrypoint_setting_of_the_wrong_type(tmp_path: Path) -> None:
    with pytest.raises(
        SubmissionError, match=r"pyproject.toml: `entrypoint` in \[tool.fastapi\] must be text"
    ):
        find(tmp_path, {"main.py": APP, "pyproject.toml": "[tool.fastapi]\nentrypoint = 3\n"})


def test_shadows_are_those_of_the_first_plan(tmp_path: Path) -> None:
    files = {
        "main.py": APP,
        "json.py": "",
        "pydantic/__init__.py": "",
        "email/x.txt": "",
        "test/__init__.py": "",
        "app/types.py": "",
    }
    assert find(tmp_path, files).shadows == ("json.py", "pydantic")


@pytest.mark.parametrize(
    ("files", "project"),
    [({"app/main.py": APP}, "."), ({"src/app/main.py": APP}, "."), ({"hw/app/main.py": APP}, "hw")],
)
def test_project_is_where_fastapi_dev_would_be_run(tmp_path: Path, files: Files, project: str) -> None:
    assert find(tmp_path, files).project == project


def test_import_plans_of_a_package_in_the_root(tmp_path: Path) -> None:
    root = write(tmp_path / "shop", {"__init__.py": "", "main.py": APP})
    assert import_plans(root, AppLocation("main.py", "app")) == (
        ImportPlan("shop.main", ("..",), "fastapi-cli"),
        ImportPlan("main", (".",), "file-folder"),
        ImportPlan("shop.main", ("..", "."), "all"),
    )


def test_import_plans_follow_the_four_roots(tmp_path: Path) -> None:
    root = write(tmp_path, {"a/pkg/__init__.py": "", "a/pkg/web/__init__.py": "", "a/pkg/web/main.py": APP})
    assert import_plans(root, AppLocation("a/pkg/web/main.py", "app")) == (
        ImportPlan("pkg.web.main", ("a",), "fastapi-cli"),
        ImportPlan("main", ("a/pkg/web",), "file-folder"),
        ImportPlan("a.pkg.web.main", (".",), "project-root"),
        ImportPlan("web.main", ("a/pkg",), "parent-folder"),
        ImportPlan("pkg.web.main", ("a", "a/pkg/web", ".", "a/pkg"), "all"),
    )


HELPER = "x = 1\n"
IMPORTABLE: dict[str, tuple[Files, str]] = {
    "flat": ({"main.py": APP + "import helper\n", "helper.py": HELPER}, "fastapi-cli"),
    "folder, sibling": ({"app/main.py": APP + "import helper\n", "app/helper.py": HELPER}, "fastapi-cli"),
    "folder, absolute": (
        {"app/main.py": APP + "from app.helper import x\n", "app/helper.py": HELPER},
        "project-root",
    ),
    "package, relative": (
        {"app/__init__.py": "", "app/main.py": APP + "from .helper import x\n", "app/helper.py": HELPER},
        "fastapi-cli",
    ),
    "package, sibling": (
        {"app/__init__.py": "", "app/main.py": APP + "import helper\n", "app/helper.py": HELPER},
        "file-folder",
    ),
    "relative and sibling": (
        {
            "src/main.py": APP + "import helper\nfrom .other import x\n",
            "src/helper.py": HELPER,
            "src/other.py": HELPER,
        },
        "all",
    ),
    "backend, absolute": (
        {
            "backend/app/main.py": APP + "from app.helper import x\n",
            "backend/app/helper.py": HELPER,
            "b/c.py": "",
        },
        "parent-folder",
    ),
    "digits and spaces": (
        {"01_intro day/my app.py": APP + "import helper\n", "01_intro day/helper.py": HELPER},
        "fastapi-cli",
    ),
    "relative below digits": (
        {"01-intro/main.py": APP + "from .helper import x\n", "01-intro/helper.py": HELPER},
        "project-root",
    ),
    "root package": (
        {"__init__.py": "", "main.py": APP + "from .helper import x\n", "helper.py": HELPER},
        "fastapi-cli",
    ),
    "root by its name": (
        {"main.py": APP + "from shop.helper import x\n", "helper.py": HELPER},
        "parent-folder",
    ),
    "in __init__": ({"app/__init__.py": "", "app/app/__init__.py": APP, "app/b.py": HELPER}, "fastapi-cli"),
    "entrypoint": (
        {"core/web.py": APP + "from core.b import x\n", "core/b.py": HELPER}
        | {"pyproject.toml": '[tool.fastapi]\nentrypoint = "core.web:app"\n'},
        "entrypoint",
    ),
}


@pytest.mark.parametrize(("files", "rule"), IMPORTABLE.values(), ids=IMPORTABLE)
def test_a_plan_really_imports(tmp_path: Path, files: Files, rule: str) -> None:
    root = write(tmp_path / "shop", files)
    found = discover(root)
    assert found.app is not None
    script = (
        "import importlib, sys\nsys.path[:0] = sys.argv[3:]\n"
        "app = getattr(importlib.import_module(sys.argv[1]), sys.argv[2])\n"
        "assert type(app).__name__ == 'FastAPI'\n"
    )
    fake = write(tmp_path / "lib", {"fastapi.py": "class FastAPI: pass\n"})  # Quick to import.
    for plan in found.plans:
        paths = [str(root / path) for path in plan.paths]
        command = [sys.executable, "-P", "-c", script, plan.module, found.app.name, *paths, str(fake)]
        if subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == 0:
            assert plan.root_rule == rule
            return
    pytest.fail(f"no plan works: {found.plans}")


def test_apps_that_the_alphabet_passed_over_are_named(tmp_path: Path) -> None:
    two = "from fastapi import FastAPI\nfirst = FastAPI()\nadmin = FastAPI()\n"
    found = find(tmp_path, {"main.py": two})
    assert found.app is not None
    assert found.app.name == "admin"
    assert "`--app main.py:first` takes another" in found.hints[0]
    preferred = find(tmp_path / "preferred", {"main.py": f"{two}app = FastAPI()\n"})
    assert preferred.hints == ()
