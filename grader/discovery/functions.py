"""Functions and classes that make an app: factories, and what is none though it looks like one."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.discovery.bindings import Binding, Role, last_part
from grader.printable import printable

_FACTORY_NAME = re.compile(
    r"(create|get|make|build|init|setup|new)_?(fast_?api|asgi|web|main)?_?(app|application|api|server)?(_factory)?"
    r"|(app|application)_factory|factory",
    re.IGNORECASE,
)
_MAX_ROUNDS = 5
"""How far a chain of functions that call each other is followed."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Lookup = Callable[[ast.expr], Binding]


@dataclass(frozen=True)
class Definition:
    """A function or class at module level that makes an app."""

    name: str
    line: int
    role: Role
    """`class`, `factory` or `maker`."""
    made_at: int
    """Line of the call that makes the app."""
    is_factory: bool = False
    """A factory that is also named, or annotated, as one: it may be served unasked."""
    what: str = "class"
    """The word for it in a message."""
    needs: tuple[str, ...] = ()
    """Parameters without a default."""

    def hint(self, file: str) -> str | None:
        """Say why this is not an app, for a file in which nothing else is one."""
        if self.role == "class" or self.is_factory:
            return None
        place = f"the {self.what} `{printable(self.name)}` (line {self.made_at})"
        sentence = f"{file} creates FastAPI() only inside {place}"
        if self.needs:
            sentence += f", which needs arguments ({printable(', '.join(self.needs[:5]))})"
        return f"{sentence}; create the app at module level, for example `app = FastAPI()`."


def definitions(tree: ast.Module, lookup: Lookup) -> list[Definition]:
    """Return the module's makers of apps, also those that call another one of them."""
    nodes = [node for node in _module_level(tree.body) if isinstance(node, Function | ast.ClassDef)]
    calls = [[inner for inner in ast.walk(node) if isinstance(inner, ast.Call)] for node in nodes]
    found: dict[str, Definition] = {}
    for _ in range(_MAX_ROUNDS):
        before = len(found)
        for node, inner in zip(nodes, calls, strict=True):
            if node.name not in found and (definition := _definition(node, inner, lookup, found)):
                found[node.name] = definition
        if len(found) == before:
            break
    return list(found.values())


def _module_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those within `if`, `try` and `with` included."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With):
            yield from _module_level(
                [inner for inner in ast.iter_child_nodes(node) if isinstance(inner, ast.stmt)]
            )


def _definition(
    node: Function | ast.ClassDef, calls: list[ast.Call], lookup: Lookup, found: dict[str, Definition]
) -> Definition | None:
    def role(expression: ast.expr) -> Role:
        known = found.get(expression.id) if isinstance(expression, ast.Name) else None
        return known.role if known else lookup(expression).role

    if isinstance(node, ast.ClassDef) and any(role(base) == "class" for base in node.bases):
        return Definition(node.name, node.lineno, "class", node.lineno)
    made = next((call for call in calls if role(call.func) in {"class", "factory", "maker"}), None)
    typed = isinstance(node, Function) and node.returns is not None and role(node.returns) == "class"
    if made is None and not typed:
        return None
    line = made.lineno if made else node.lineno
    if isinstance(node, ast.ClassDef):
        return Definition(node.name, node.lineno, "maker", line)
    needs, is_async = _needs(node.args), isinstance(node, ast.AsyncFunctionDef)
    usable = not needs and not is_async and _returns(node) and _plain(node.decorator_list)
    named = typed or _FACTORY_NAME.fullmatch(node.name) is not None
    what = "async function" if is_async else "function"
    return Definition(
        node.name, node.lineno, "factory" if usable else "maker", line, usable and named, what, needs
    )


def _plain(decorators: list[ast.expr]) -> bool:
    """Tell whether a decorated function is still called as it is written; a route or fixture is not."""
    names = (last_part(item.func if isinstance(item, ast.Call) else item) for item in decorators)
    return all(name in {"cache", "lru_cache"} for name in names)


def _needs(arguments: ast.arguments) -> tuple[str, ...]:
    plain = [*arguments.posonlyargs, *arguments.args]
    required = plain[: len(plain) - len(arguments.defaults)]
    required += [
        a for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is None
    ]
    return tuple(argument.arg for argument in required)


def _returns(node: Function) -> bool:
    """Tell whether the function itself, not one within it, returns a value."""
    own: list[ast.AST] = list(node.body)
    while own:
        inner = own.pop()
        if isinstance(inner, ast.Return) and inner.value is not None:
            return True
        if not isinstance(inner, Function | ast.ClassDef | ast.Lambda):
            own += ast.iter_child_nodes(inner)
    return False


def is_factory_name(name: str) -> bool:
    """Tell whether a function is named as factories are: `create_app`, `get_app`, `make_app`, `build_app`."""
    return _FACTORY_NAME.fullmatch(name) is not None
