"""What the app must answer, what it must leave to FastAPI, and how it must present itself."""

import ast
import json
from collections.abc import Iterator

import pytest

from grader.checks import expect
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.source import Source

PATHS = ("/", "/health")


@pytest.mark.criterion("hello")
def test_hello(client):
    """GET / answers with the message, each time."""
    for _ in range(2):
        response = client.get("/")
        expect.status(response, 200)
        expect.body(response, {"message": "Hello World"})


@pytest.mark.criterion("health")
def test_health(client):
    """GET /health answers that all is well, each time."""
    for _ in range(2):
        response = client.get("/health")
        expect.status(response, 200)
        expect.body(response, {"status": "ok"})


@pytest.mark.criterion("sent-as-json")
@pytest.mark.parametrize("path", PATHS)
def test_content_type(client, path):
    """The answers say that they are JSON."""
    response = client.get(path)
    expect.status(response, 200)
    expect.media_type(response, "application/json")


@pytest.mark.criterion("run-command")
@pytest.mark.usefixtures("app")
def test_run_command(source: Source):
    """`uvicorn main:app` finds the app: main.py has an object called `app` at its top level."""
    modules = [tree for name, tree in source.trees.items() if name.rpartition("/")[2] == "main.py"]
    names = {name for tree in modules for name in names_bound(tree.body)}
    if names & {"app", "*"}:
        return
    if not modules:
        told = "There is no main.py for `uvicorn main:app` to import."
    elif any(makes_app(statement) for tree in modules for statement in tree.body):
        told = "main.py makes the app inside a function, and nothing at its top level is called app."
    else:
        told = "`uvicorn main:app` finds nothing: main.py has no object called app at its top level."
    received = f"the names {', '.join(sorted(names))}"[:200] if names else "no names"
    raise CheckFailed(told, expected="app = FastAPI(...)", received=received)


def makes_app(statement: ast.stmt) -> bool:
    """Tell whether a statement defines a function that calls FastAPI()."""
    calls = (node for node in ast.walk(statement) if isinstance(node, ast.Call))
    is_function = isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
    return is_function and any(ast.unparse(call.func).endswith("FastAPI") for call in calls)


def names_bound(body: list[ast.stmt]) -> set[str]:
    """Return the names that an import binds to objects, also inside `try` and the like; no functions."""
    return {name for statement in body for name in bound_by(statement)}


def bound_by(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that one statement binds when it is run."""
    own_scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    if isinstance(statement, own_scope) or is_main_guard(statement):
        return
    if isinstance(statement, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in statement.names)
    for node in ast.iter_child_nodes(statement):
        if isinstance(node, ast.stmt):
            yield from bound_by(node)
        elif isinstance(node, ast.ExceptHandler):
            yield from names_bound(node.body)
        else:
            yield from (part.id for part in ast.walk(node) if stores(part))


def stores(node: ast.AST) -> bool:
    """Tell whether a node is a name that something is assigned to."""
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def is_main_guard(statement: ast.stmt) -> bool:
    """Tell whether this is an `if __name__ == "__main__":`."""
    return isinstance(statement, ast.If) and "__main__" in ast.unparse(statement.test)


@pytest.mark.criterion("openapi-json")
def test_openapi(openapi):
    """/openapi.json is an OpenAPI 3 document."""
    assert openapi["openapi"].startswith("3."), "the document should be OpenAPI 3"


@pytest.mark.criterion("title")
def test_title(openapi):
    """The app's title is My API."""
    says(openapi, "title", "My API")


@pytest.mark.criterion("version")
def test_version(openapi):
    """The app's version is 1.0.0."""
    says(openapi, "version", "1.0.0")


@pytest.mark.criterion("description")
def test_description(openapi):
    """The app's description is the one from the assignment."""
    says(openapi, "description", "API description shown in docs")


def says(openapi, key, wanted):
    """Expect this text in the document's `info`; line breaks and spaces around it do not matter."""
    info = openapi.get("info")
    found = info.get(key) if isinstance(info, dict) else None
    if not isinstance(found, str) or found.split() != wanted.split():
        received = json.dumps(found, ensure_ascii=False)[:200] if found else f"no {key}"
        told = f"The app's {key} should be {json.dumps(wanted)}."
        raise CheckFailed(told, expected=wanted, received=received)


@pytest.mark.criterion("docs-pages")
@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_pages(client, path):
    """/docs and /redoc are HTML pages that show the OpenAPI document."""
    expect.docs_page(client.get(path))


@pytest.mark.criterion("other-methods")
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_other_methods(client, path, method):
    """Another method than GET is answered with 405, and the header Allow names GET."""
    response = client.request(method, path)
    expect.status(response, 405)
    allowed = response.headers.get("allow", "")
    names = {name.strip().upper() for name in allowed.split(",")}
    expect.that(
        "GET" in names and method not in names,
        f"The 405 for {method} {path} should say in its header Allow that GET is allowed.",
        response,
        expected="Allow: GET",
        received=f"Allow: {allowed}"[:100] if allowed else "no header Allow",
    )


@pytest.mark.criterion("unknown-paths")
@pytest.mark.parametrize("path", ["/nothing-here", "/health/check/4711", "/hello-world"])
def test_unknown(client, path):
    """A path that the app does not have is answered with FastAPI's own 404."""
    if all(client.get(known).status_code != 200 for known in PATHS):
        raise Blocked("No endpoint answers yet, so a 404 says nothing.")
    response = client.get(path)
    expect.status(response, 404)
    expect.body(response, {"detail": "Not Found"})
