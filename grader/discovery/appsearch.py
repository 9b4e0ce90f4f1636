"""Reads one module as Python would run it, and notes which names end up as apps."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from grader.discovery.bindings import APP_NAMES, Binding, as_value, last_part
from grader.discovery.functions import definitions
from grader.discovery.localimports import resolve_module, submodule
from grader.discovery.location import SourceProblem
from grader.discovery.sources import Sources
from grader.discovery.values import Values
from grader.printable import printable

_MAX_CHAIN = 12
OTHER_FRAMEWORKS = {
    "Flask": "which is another framework: write `from fastapi import FastAPI` and `app = FastAPI()`."
}
"""Modules followed one from the other: re-exports of re-exports."""
_UNKNOWN = Binding("other")


@dataclass
class ModuleScan:
    """What one module binds at its top level."""

    file: str
    names: dict[str, Binding] = field(default_factory=dict)
    hints: list[str] = field(default_factory=list)
    """Why something that looks like an app is none."""
    factories: list[str] = field(default_factory=list)
    problem: SourceProblem | None = None


class AppSearch:
    """Scans modules of one submission, following imports between them."""

    def __init__(self, sources: Sources) -> None:
        """Take the files to read."""
        self.sources = sources
        self._scans: dict[str, ModuleScan] = {}
        self._depth = 0

    def scan(self, file: str) -> ModuleScan:
        """Return what `file` binds; within a cycle of imports, what is known so far."""
        if file in self._scans:
            return self._scans[file]
        scan = self._scans[file] = ModuleScan(file)
        if self._depth >= _MAX_CHAIN:
            return scan
        tree = self.sources.parse(file)
        if isinstance(tree, SourceProblem):
            scan.problem = tree
            return scan
        self._depth += 1
        try:
            _ModuleReader(self, scan).read(tree)
        except RecursionError:
            scan.problem = SourceProblem(file, 0, "it is nested too deeply")
        finally:
            self._depth -= 1
        return scan

    def member(self, module: str, name: str) -> Binding | None:
        """Return what `from module import name` gives, for a module of the submission."""
        if module.endswith(".py"):
            found = self.scan(module).names.get(name)
            if found is not None and found.role != "other":
                return found
        inner = submodule(self.sources, module, name)
        return Binding("local", origin=inner) if inner else None


class _ModuleReader:
    """Fills a ModuleScan from a syntax tree."""

    def __init__(self, search: AppSearch, scan: ModuleScan) -> None:
        self.search = search
        self.scan = scan
        self.file = printable(scan.file)
        self.defined: dict[str, Binding] = {}
        # A forgotten import must not hide the app: the import of the module will tell.
        self.known: dict[str, Binding] = {"FastAPI": Binding("class"), "fastapi": Binding("library")}
        self.values = Values(scan.file, self.known, search.member)

    def read(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                self.known.update(self.imports(node))
        found = definitions(tree, self.values.lookup)
        self.defined = {item.name: Binding(item.role, item.line, self.scan.file) for item in found}
        self.known.update(self.defined)
        self.statements(tree.body, top=True)
        self.scan.factories = [item.name for item in found if item.is_factory]
        self.scan.hints += filter(None, (item.hint(self.file) for item in found))

    # Imports

    def imports(self, node: ast.Import | ast.ImportFrom) -> dict[str, Binding]:
        """Return the names that an import statement binds."""
        if isinstance(node, ast.ImportFrom):
            return self._from(node)
        bound = {}
        for alias in node.names:
            name = alias.name if alias.asname else alias.name.partition(".")[0]
            bound[alias.asname or name] = self._module(name, node.lineno)
        return bound

    def _module(self, name: str, line: int) -> Binding:
        if name.partition(".")[0] == "fastapi":
            return Binding("library", line)
        path = resolve_module(self.search.sources, self.scan.file, name)
        return Binding("local", line, path) if path else Binding("other", line, imported=True)

    def _from(self, node: ast.ImportFrom) -> dict[str, Binding]:
        module = node.module or ""
        if not node.level and module.partition(".")[0] == "fastapi":
            classes = {alias.asname or alias.name for alias in node.names if alias.name == "FastAPI"}
            return {name: Binding("class", node.lineno) for name in classes}
        path = resolve_module(self.search.sources, self.scan.file, module, node.level)
        if node.names[0].name == "*":
            names = self.search.scan(path).names if path and path.endswith(".py") else {}
            return {name: self._passed_on(bound, node) for name, bound in names.items() if name[0] != "_"}
        bound = {}
        for alias in node.names:
            found = self.search.member(path, alias.name) if path else None
            if found is None and alias.name == "FastAPI":
                found = Binding("class")
            if found is None and alias.name in APP_NAMES:
                found = Binding("guess")
            bound[alias.asname or alias.name] = self._passed_on(found or _UNKNOWN, node)
        return bound

    @staticmethod
    def _passed_on(bound: Binding, node: ast.ImportFrom) -> Binding:
        role = "unknown" if bound.is_app else bound.role
        return Binding(role, node.lineno, bound.origin, imported=True)

    # Statements

    def statements(self, body: Iterable[ast.stmt], top: bool) -> None:
        """Read statements in order; `top` is False where they may not run."""
        for node in body:
            if isinstance(node, ast.If) and (unused := _never_run(node)) is not None:
                self._hint_unused(node, unused)
                self.statements(node.orelse if unused is node.body else node.body, top)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                for name, bound in self.imports(node).items():
                    self._bind(name, bound, top)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                self._bind(node.name, self.defined.get(node.name, Binding("other", node.lineno)), top)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                self._assign(node, top)
            else:
                for block in _blocks(node):
                    self.statements(block, top=top and isinstance(node, ast.With | ast.AsyncWith))

    def _assign(self, node: ast.Assign | ast.AnnAssign, top: bool) -> None:
        if node.value is None:
            return
        annotated = isinstance(node, ast.AnnAssign) and self.values.lookup(node.annotation).role == "class"
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            for name, value in _pairs(target, node.value):
                made = self.values.evaluate(value, guess=name in APP_NAMES)
                self._bind(name, replace(as_value(made, name, annotated), line=node.lineno), top)

    def _bind(self, name: str, bound: Binding, top: bool) -> None:
        before = self.scan.names.get(name)
        if before is not None and before.is_app and not bound.is_app:
            if not top:
                return  # `except ImportError: app = None`
            self.scan.hints.append(
                f"{self.file} makes the app `{name}` in line {before.line}, "
                f"but line {bound.line} gives the name another value, so the app is lost; rename one of them."
            )
        elif name in APP_NAMES and bound.role == "other" and bound.callee:
            self.scan.hints.append(
                f"{self.file} makes `{name}` with {bound.callee}() (line {bound.line}), "
                f"{OTHER_FRAMEWORKS.get(bound.callee, 'which is not known to give a FastAPI app.')}"
            )
        elif name in APP_NAMES and bound.role == "class":
            self.scan.hints.append(
                f"{self.file} sets `{name}` to the class FastAPI itself (line {bound.line}); "
                f"call it: `{name} = FastAPI()`."
            )
        self.known[name] = self.scan.names[name] = bound

    def _hint_unused(self, node: ast.If, unused: list[ast.stmt]) -> None:
        if not _is_main_guard(node):
            return
        for inner in (inner for statement in unused for inner in ast.walk(statement)):
            if isinstance(inner, ast.Call) and self.values.lookup(inner.func).role == "class":
                self.scan.hints.append(
                    f'{self.file} creates FastAPI() only under `if __name__ == "__main__"` '
                    f"(line {inner.lineno}), where `fastapi dev` never sees it; move it to module level."
                )
                return


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Pair the names of an assignment with their values, through tuples of equal length."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif (
        isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts)
    ):
        for inner, part in zip(target.elts, value.elts, strict=True):
            yield from _pairs(inner, part)


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    """Yield the blocks of a compound statement in the order of its text."""
    for _, value in ast.iter_fields(node):
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield value
        elif isinstance(value, list):
            yield from (part.body for part in value if isinstance(part, ast.ExceptHandler | ast.match_case))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.NamedExpr):
        yield [ast.copy_location(ast.Assign([node.value.target], node.value.value), node)]


def _never_run(node: ast.If) -> list[ast.stmt] | None:
    """Return the branch that an import never runs, or None when either may."""
    if last_part(node.test) == "TYPE_CHECKING":
        return node.body
    if not _is_main_guard(node):
        return None
    negated = isinstance(node.test, ast.Compare) and isinstance(node.test.ops[0], ast.NotEq)
    return node.orelse if negated else node.body


def _is_main_guard(node: ast.If) -> bool:
    test = node.test.values[0] if isinstance(node.test, ast.BoolOp) else node.test
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Eq | ast.NotEq):
        return False
    sides = [test.left, *test.comparators]
    constants = [side.value for side in sides if isinstance(side, ast.Constant)]
    return constants == ["__main__"] and any(last_part(side) == "__name__" for side in sides)
