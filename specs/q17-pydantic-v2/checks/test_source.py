"""What cannot be seen from outside: which of Pydantic's names the code uses."""

import ast

import pytest

from grader.checks.failure import Blocked, CheckFailed

FUNCTIONS = {
    "validator": "`field_validator`",
    "root_validator": "`model_validator`",
    "parse_obj_as": "`TypeAdapter(...).validate_python(...)`",
}
"""Names that version 1 exports, and what version 2 has instead."""

ATTRIBUTES = {
    "from_orm": "`model_validate`, with `from_attributes`",
    "parse_obj": "`model_validate`",
    "parse_raw": "`model_validate_json`",
    "dict": "`model_dump`",
    "construct": "`model_construct`",
    "__fields__": "`model_fields`",
    "__fields_set__": "`model_fields_set`",
}
"""Attributes of a model in version 1; a class of the student's own may have the same."""

OLD_PACKAGE = "the same in `pydantic`"
NO_MODELS = {"request", "req", "response", "resp", "res", "r"}
"""What `json()` is called on without being Pydantic's."""

NOT_OWN = {"venv", "env", "site-packages", "tests", "conftest.py"}
SHOWN = 8


def own_files(source):
    """Yield path and tree of what the student wrote, without installed packages and tests."""
    for path, tree in source.trees.items():
        if not any(part.startswith((".", "test_")) or part in NOT_OWN for part in path.split("/")):
            yield path, tree


def old_names(tree, own):
    """Yield line, name of version 1, and what version 2 has instead; `own` names are the student's."""
    awaited = {node.value for node in ast.walk(tree) if isinstance(node, ast.Await)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from imported_names(node)
        elif isinstance(node, ast.Import):
            old = [alias.name for alias in node.names if alias.name.startswith("pydantic.v1")]
            yield from ((node.lineno, name, OLD_PACKAGE) for name in old)
        elif isinstance(node, ast.Attribute) and node.attr not in own:
            yield from attribute(node)
        elif isinstance(node, ast.Call) and node not in awaited:
            yield from call(node, own)
        elif isinstance(node, ast.ClassDef) and node.bases:
            configs = [item for item in node.body if isinstance(item, ast.ClassDef) and item.name == "Config"]
            yield from ((item.lineno, "class Config", "`model_config = ConfigDict(...)`") for item in configs)
        for line, name, _ in settings(node):
            if name == "orm_mode":
                yield line, "orm_mode", "`from_attributes`"


def own_methods(tree):
    """Return the methods of classes without a base class: they are the student's, not Pydantic's."""
    plain = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and not node.bases]
    return {item.name for node in plain for item in node.body if isinstance(item, ast.FunctionDef)}


def imported_names(node):
    package, _, rest = (node.module or "").partition(".")
    if package != "pydantic":
        return
    if rest.split(".")[0] == "v1":
        yield node.lineno, node.module, OLD_PACKAGE
    for alias in node.names:
        if alias.name in FUNCTIONS and rest.split(".")[0] != "v1":
            yield node.lineno, alias.name, FUNCTIONS[alias.name]
        elif alias.name == "v1":
            yield node.lineno, "pydantic.v1", OLD_PACKAGE


def attribute(node):
    on_pydantic = isinstance(node.value, ast.Name) and node.value.id == "pydantic"
    if on_pydantic and node.attr in FUNCTIONS:
        yield node.lineno, f"pydantic.{node.attr}", FUNCTIONS[node.attr]
    elif node.attr in ATTRIBUTES:
        yield node.lineno, f".{node.attr}", ATTRIBUTES[node.attr]


def call(node, own):
    """`json` and `copy` are methods of much else too: only what looks like a model's counts."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr in own:
        return
    receiver = node.func.value
    named = receiver.id.lower() if isinstance(receiver, ast.Name) else ""
    if node.func.attr == "json" and named not in NO_MODELS:
        yield node.lineno, ".json()", "`model_dump_json`"
    if node.func.attr == "copy" and any(keyword.arg in {"update", "deep"} for keyword in node.keywords):
        yield node.lineno, ".copy(...)", "`model_copy`"


def settings(node):
    """Yield line, name and value of what is set here: a keyword, a key of a dictionary, a variable."""
    if isinstance(node, ast.keyword):
        yield node.lineno, node.arg, node.value
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant):
                yield key.lineno, key.value, value
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from ((node.lineno, each.id, node.value) for each in targets if isinstance(each, ast.Name))


@pytest.mark.criterion("version-2-names")
def test_names(client, source):
    """The code uses no names of Pydantic 1."""
    created = client.post("/products", json={"name": "desk lamp", "price": 10.5}).is_success
    if not (created or client.get("/users/2").is_success):
        raise Blocked("Neither products nor users work yet, so there is no code to judge.")
    files = list(own_files(source))
    own = {name for _, tree in files for name in own_methods(tree)}
    found = sorted({(path, *name) for path, tree in files for name in old_names(tree, own)})
    if found:
        told = [
            f"{path}, line {line}: `{old}` is Pydantic 1; Pydantic 2 has {new}."
            for path, line, old, new in found
        ]
        more = [f"And {len(told) - SHOWN} more."] if len(told) > SHOWN else []
        path, line, old, new = found[0]
        message = "\n".join(told[:SHOWN] + more)
        raise CheckFailed(message, expected=new.replace("`", ""), received=f"{old} in line {line} of {path}")


@pytest.mark.criterion("from-attributes")
def test_from_attributes(client, source):
    """A model is told to read the attributes of an object."""
    if not client.get("/users/2").is_success:
        raise Blocked("GET /users/2 does not work yet, so there is no answer that a model could make.")
    nodes = [node for _, tree in own_files(source) for node in ast.walk(tree)]
    values = [value for node in nodes for _, name, value in settings(node) if name == "from_attributes"]
    if not any(isinstance(value, ast.Constant) and value.value is True for value in values):
        raise CheckFailed(
            "Nowhere in your code is `from_attributes` set to true.",
            expected="ConfigDict(from_attributes=True), or model_validate(..., from_attributes=True)",
            received="`from_attributes` with another value" if values else "no `from_attributes`",
        )
