"""What the app is made of: its files, its paths, its operations."""

import ast
import re
from pathlib import PurePosixPath

import pytest

from grader.checks import expect
from grader.checks.openapi import operations

PATHS = {"/users/", "/users/{}", "/api/v1/users/", "/api/v1/users/{}", "/orders/", "/admin/stats"}
ADMIN = {"X-Admin-Token": "secret-admin"}
ROUTERS = ("users", "orders", "admin")


def shape(path):
    """Return a path without the names of its parameters, with the slash that the assignment gives it."""
    bare = re.sub(r"\{[^}]*\}", "{}", path)
    return f"{bare}/" if f"{bare}/" in PATHS else bare


@pytest.mark.criterion("exact-paths")
def test_paths(openapi):
    """The documentation has the six paths of the assignment and no others."""
    extra = sorted({path for path in openapi["paths"] if shape(path) not in PATHS})
    missing = sorted(PATHS - {shape(path) for path in openapi["paths"]})
    assert not extra, f"the documentation has {', '.join(extra)}, which the assignment does not ask for"
    assert not missing, f"the documentation lacks {', '.join(missing)}"


@pytest.mark.criterion("exact-paths")
@pytest.mark.parametrize(
    "path",
    ["/stats", "/api/v1/stats", "/api/v1/admin/stats", "/api/v1/orders/", "/users/users/", "/v1/users/"],
)
def test_no_second_address(client, path):
    """There is no second address for anything."""
    response = client.get(path, headers=ADMIN)
    told = f"GET {path} should not be there: the assignment has no such path."
    found = response.status_code < 300
    expect.that(not found, told, response, expected="404", received=f"status {response.status_code}")


@pytest.mark.criterion("documented")
def test_operation_ids(openapi):
    """Every endpoint has an operation id of its own."""
    ids = [openapi["paths"][path][method.lower()].get("operationId") for method, path in operations(openapi)]
    twice = sorted({str(name) for name in ids if name is not None and ids.count(name) > 1})
    assert not twice, f"two endpoints have the operation id {twice[0]!r}: leave the ids to FastAPI"


@pytest.mark.criterion("documented")
def test_not_found(openapi):
    """Every users endpoint documents 404 with the description `Not found`."""
    for method, path in operations(openapi):
        if "/users/" not in shape(path):
            continue
        answers = openapi["paths"][path][method.lower()].get("responses", {})
        answer = answers.get("404", answers.get("4XX", {}))
        told = answer.get("description", "") if isinstance(answer, dict) else ""
        assert answer, f"{method} {path} should document the answer 404; yours documents {', '.join(answers)}"
        assert told.strip() == "Not found", (
            f"{method} {path} should describe 404 as 'Not found', not {told!r}"
        )


def makes_routers(tree):
    """Tell whether a module calls `APIRouter`, under whatever name it was imported."""
    names = {"APIRouter"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname for alias in node.names if alias.name == "APIRouter" and alias.asname}
        if isinstance(node, ast.ClassDef) and any(name_of(base) in names for base in node.bases):
            names.add(node.name)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return any(name_of(call.func) in names for call in calls)


def name_of(node):
    """Return the last part of a name like `fastapi.APIRouter`."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def beside_routers(source):
    """Return the folder that holds the package `routers`; "." when there is none."""
    homes = [
        PurePosixPath(name).parent for name in source.trees if PurePosixPath(name).parent.name == "routers"
    ]
    return min((home.parent for home in homes), key=lambda home: len(home.parts), default=PurePosixPath("."))


@pytest.mark.criterion("layout")
def test_router_files(source):
    """Each router is made in its own file below `routers/`."""
    home = beside_routers(source) / "routers"
    files = [(home / f"{name}.py").as_posix() for name in ROUTERS]
    missing = [file for file in files if file not in source.trees]
    assert not missing, f"missing, or not valid Python: {', '.join(missing)}"
    empty = [file for file in files if not makes_routers(source.trees[file])]
    assert not empty, f"an APIRouter should be made in {', '.join(empty)}"


@pytest.mark.criterion("layout")
def test_main_only_includes(source):
    """`main.py` stands beside `routers/` and makes no APIRouter itself."""
    file = (beside_routers(source) / "main.py").as_posix()
    assert file in source.trees, f"there is no {file} beside the folder routers"
    assert not makes_routers(source.trees[file]), f"{file} should only include the routers, not make one"
