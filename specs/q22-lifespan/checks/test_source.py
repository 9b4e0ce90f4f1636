"""What only the source can tell: where the state is kept, and how start and end are declared.

An app that does not start earns nothing here: that is why the checks use `app`.
"""

import ast

import pytest

from grader.checks.failure import CheckFailed

pytestmark = pytest.mark.usefixtures("app")

OLD = {"on_event", "add_event_handler", "on_startup", "on_shutdown"}
STATE = {"db": "/users", "ml_model": "/model"}
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
LIFESPANS = {"__aenter__", "__aexit__", "lifespan"}


def old_ways(tree):
    """Yield the lines that use the older way, and what they use."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in OLD:
            yield node.lineno, node.attr
        if isinstance(node, ast.keyword) and node.arg in OLD:
            yield node.value.lineno, f"{node.arg}="


def passes_lifespan(tree):
    """Tell whether a module passes `lifespan=...` to something, or sets a `lifespan_context`."""
    return any(
        (isinstance(node, ast.keyword) and node.arg == "lifespan")
        or (isinstance(node, ast.Attribute) and node.attr == "lifespan_context")
        or (isinstance(node, ast.Constant) and node.value == "lifespan")
        for node in ast.walk(tree)
    )


def lifespan_names(trees):
    """Return the names of functions that are a lifespan, or a part of one."""
    names = set(LIFESPANS)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "lifespan":
                names |= {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}
            if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
                marks = " ".join(ast.unparse(one) for one in node.decorator_list)
                names |= {node.name} if "contextmanager" in marks else set()
    return names


def outside(tree, names):
    """Yield the nodes of a module that are not part of a lifespan."""
    queue = [tree]
    while queue:
        node = queue.pop()
        if not (isinstance(node, FUNCTIONS | ast.ClassDef) and getattr(node, "name", "") in names):
            yield node
            queue += ast.iter_child_nodes(node)


def filled_at_import(tree):
    """Yield the lines outside every function that set something on a `state`."""
    queue = [tree]
    while queue:
        node = queue.pop()
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_state(node.value):
            yield node.lineno
        queue += [child for child in ast.iter_child_nodes(node) if not isinstance(child, FUNCTIONS)]


def is_state(node):
    """Tell whether a node is `something.state`."""
    return isinstance(node, ast.Attribute) and node.attr == "state"


def mentions(node, name):
    """Tell whether a node reads the attribute or the key `name`."""
    if isinstance(node, ast.Attribute):
        return node.attr == name and isinstance(node.ctx, ast.Load)
    return isinstance(node, ast.Constant) and node.value == name


@pytest.mark.criterion("in-the-state")
def test_endpoints_read_the_state(source):
    """What the endpoints answer comes from the state that the lifespan has filled."""
    trees = source.trees.values()
    names = lifespan_names(trees)
    nodes = [node for tree in trees for node in outside(tree, names)]
    for name, path in STATE.items():
        if not (any(map(is_state, nodes)) and any(mentions(node, name) for node in nodes)):
            raise CheckFailed(
                f"GET {path} does not answer from the state: nothing outside the lifespan reads {name!r}.",
                expected=f"request.app.state.{name}, or request.state.{name}",
            )


@pytest.mark.criterion("in-the-state")
def test_not_filled_at_import(source):
    """The state is filled when the app starts, not when its module is imported."""
    for file, tree in source.trees.items():
        for line in filled_at_import(tree):
            raise CheckFailed(
                f"{file}, line {line}: the state is filled while the module is imported.",
                expected="an assignment in the lifespan, before its yield",
            )


@pytest.mark.criterion("lifespan")
def test_no_old_way(source):
    """Start and end are declared with a lifespan, not with the older event handlers."""
    for file, tree in source.trees.items():
        for line, name in old_ways(tree):
            raise CheckFailed(
                f"{file}, line {line}: `{name}` is the older way, which is deprecated.",
                expected="one lifespan function, passed as FastAPI(lifespan=...)",
            )


@pytest.mark.criterion("lifespan")
def test_passes_lifespan(source):
    """The lifespan is passed to the app."""
    if not any(map(passes_lifespan, source.trees.values())):
        raise CheckFailed("No lifespan is passed to the app.", expected="FastAPI(lifespan=...)")
