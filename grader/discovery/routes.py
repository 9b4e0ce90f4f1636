"""Finds the routes that a submission's source text declares; nothing is imported.

Best effort: what the text does not tell (a prefix from a setting, a router made in a loop) is left open.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from grader.discovery.bindings import last_part
from grader.discovery.location import SourceProblem
from grader.discovery.sources import Sources

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
MOST_NESTED = 5
"""Routers within routers that are followed; a circle of them is, too, so often."""
MOST_ROUTES = 1_000
MOST_INCLUDES = 1_000
MOST_FRONTS = 20
"""Ways that lead to one router."""
LONGEST = 200
"""Characters of a path; a longer one counts as not known."""
ANY = "*"
"""Stands for a part of a path that the text does not tell."""
_Declared = tuple[str, tuple[str, ...], str, int]
"""Name of the app or router, methods, path, line."""


@dataclass(frozen=True)
class Route:
    """A path operation and where its function stands."""

    methods: tuple[str, ...]
    """In capitals."""
    paths: tuple[str, ...]
    """Templates, prefixes included, for example `/items/{item_id}`; `ANY` in front where one is not known."""
    file: str
    """POSIX path relative to the submission."""
    line: int
    """Of the function, counted from 1."""


@dataclass(frozen=True)
class _Included:
    """`parent.include_router(child, prefix=...)` in a file."""

    parent: str
    module: str
    """Last part of the module that the child comes from; "" for the file itself."""
    child: str
    prefix: str


@dataclass
class _Module:
    """What one file says about routers."""

    file: str
    prefixes: dict[str, str] = field(default_factory=dict)
    """Of the apps and routers that it makes, by name."""
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Where an imported name comes from: last part of the module, and its name there."""
    includes: list[_Included] = field(default_factory=list)
    routes: list[_Declared] = field(default_factory=list)


def find_routes(sources: Sources) -> tuple[Route, ...]:
    """Return the routes of all files that are Python, in the order of files and lines."""
    trees = ((file, sources.parse(file)) for file in sources.files())
    modules = [_read(file, tree) for file, tree in trees if not isinstance(tree, SourceProblem)]
    fronts = _Fronts(modules)
    declared = ((module, route) for module in modules for route in module.routes)
    return tuple(
        Route(methods, tuple(_joined(front, path) for front in fronts.of(owner, module)), module.file, line)
        for module, (owner, methods, path, line) in islice(declared, MOST_ROUTES)
    )


class _Fronts:
    """What stands before the paths of each router.

    Source text can name circles, and more ways than anyone can count: each router is looked at once per
    depth, and what is found is cut.
    """

    def __init__(self, modules: Sequence[_Module]) -> None:
        """Sort what is included where by what it means: a module's name, or a file, and a name in it."""
        self._above: dict[tuple[str, str], list[tuple[_Module, _Included]]] = defaultdict(list)
        self._known: dict[tuple[str, str, int], list[str]] = {}
        every = ((parent, one) for parent in modules for one in dict.fromkeys(parent.includes))
        for parent, one in islice(every, MOST_INCLUDES):
            self._above[one.module or parent.file, one.child].append((parent, one))

    def of(self, owner: str, module: _Module, depth: int = 0) -> list[str]:
        """Return what stands before the paths of a module's `owner`: one for each way it is included."""
        key = module.file, owner, depth
        if key not in self._known:
            own = module.prefixes.get(owner, ANY)
            fronts = dict.fromkeys(_joined(front, own) for front in self._fronts_above(owner, module, depth))
            self._known[key] = list(islice(fronts, MOST_FRONTS)) or [own]
        return self._known[key]

    def _fronts_above(self, owner: str, module: _Module, depth: int) -> Iterator[str]:
        if depth == MOST_NESTED:
            return
        for place in (module.file, _module_name(module.file)):
            for parent, one in self._above.get((place, owner), ()):
                for front in self.of(one.parent, parent, depth + 1):
                    yield _joined(front, one.prefix)


def _module_name(file: str) -> str:
    path = PurePosixPath(file)
    return path.parent.name if path.stem == "__init__" else path.stem


def _joined(front: str, path: str) -> str:
    """Join parts of a path; what comes before one that is not known is not known, either."""
    joined = path if path.startswith(ANY) else front.rstrip("/") + path
    return joined if len(joined) <= LONGEST else ANY


def _read(file: str, tree: ast.Module) -> _Module:
    module = _Module(file)
    functions: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            _note_imports(module, node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            _note_router(module, node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            functions[node.name] = node.lineno
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            module.routes += _decorated(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "include_router":
                module.includes += _included(module, node)
            elif node.func.attr in {"add_api_route", "add_route"}:
                module.routes += _added(node, functions)
    return module


def _note_imports(module: _Module, node: ast.ImportFrom) -> None:
    came_from = (node.module or "").rpartition(".")[2]
    for alias in node.names:
        module.imports[alias.asname or alias.name] = (came_from, alias.name)


def _note_router(module: _Module, node: ast.Assign | ast.AnnAssign) -> None:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if isinstance(node.value, ast.Call) and last_part(node.value.func) in {"FastAPI", "APIRouter"}:
        for target in targets:
            if name := last_part(target):
                module.prefixes[name] = _text(node.value, "prefix", "")


def _decorated(
    node: ast.FunctionDef | ast.AsyncFunctionDef,
) -> Iterator[_Declared]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute):
            attribute = decorator.func.attr
            methods = (attribute.upper(),) if attribute in METHODS else _methods(decorator)
            if attribute in {*METHODS, "api_route", "route"}:
                yield last_part(decorator.func.value), methods, _path(decorator), node.lineno


def _added(node: ast.Call, functions: dict[str, int]) -> Iterator[_Declared]:
    assert isinstance(node.func, ast.Attribute)
    endpoint = node.args[1] if len(node.args) > 1 else _keyword(node, "endpoint")
    line = functions.get(last_part(endpoint), node.lineno) if endpoint else node.lineno
    yield last_part(node.func.value), _methods(node), _path(node), line


def _included(module: _Module, node: ast.Call) -> Iterator[_Included]:
    assert isinstance(node.func, ast.Attribute)
    child = node.args[0] if node.args else _keyword(node, "router")
    if child is None:
        return
    name, came_from = last_part(child), ""
    if isinstance(child, ast.Attribute):  # items.router
        came_from = last_part(child.value)
        came_from = module.imports.get(came_from, ("", came_from))[1]
    elif name in module.imports:  # from .routers.items import router as items_router
        came_from, name = module.imports[name]
    yield _Included(last_part(node.func.value), came_from, name, _text(node, "prefix", ""))


def _path(node: ast.Call) -> str:
    path = node.args[0] if node.args else _keyword(node, "path")
    return path.value if isinstance(path, ast.Constant) and isinstance(path.value, str) else ANY


def _methods(node: ast.Call) -> tuple[str, ...]:
    listed = _keyword(node, "methods")
    if not isinstance(listed, ast.List | ast.Tuple | ast.Set):
        return ("GET",)
    values = [item.value for item in listed.elts if isinstance(item, ast.Constant)]
    return tuple(value.upper() for value in values if isinstance(value, str))


def _text(node: ast.Call, name: str, default: str) -> str:
    value = _keyword(node, name)
    if value is None:
        return default
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ANY


def _keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in node.keywords if keyword.arg == name), None)
