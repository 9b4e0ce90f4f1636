"""Writes a first text of the assignment: pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.checks.fuzz.compose import NO_BODY
from grader.checks.fuzz.document import Document, Operation, Schema
from grader.checks.fuzz.samples import type_of
from grader.drafting.checkmodule import Check
from grader.drafting.expectations import NOTHING
from grader.drafting.naming import listed
from grader.drafting.plans import NOBODY, Kind
from grader.drafting.playing import creations
from grader.drafting.recipes import Kitchen, Made
from grader.drafting.rubric import Subject
from grader.drafting.survey import Survey
from grader.statuses import reason

NO_SLASH = """Write the paths exactly as they stand here, without a slash at the end: a path with one is
another path, and a redirect to it is not an answer."""
DOCUMENTATION = """The generated documentation (`/docs`, `/openapi.json`) must list each endpoint with its
parameters, its body and the status and shape of its usual answer."""
LIMITS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "minLength": "length at least {}",
    "maxLength": "length at most {}",
    "pattern": "matching `{}`",
    "multipleOf": "a multiple of {}",
}
WORDS = {
    int: "<integer>",
    float: "<number>",
    str: "<string>",
    bool: "<true or false>",
    list: "<list>",
    dict: "<object>",
}
CASES = {
    Kind.ORDINARY: "The request is as described above",
    Kind.OPTIONAL: "What is optional is sent, too",
    Kind.REQUIRED: "Only what is required is in the body",
    Kind.MISSING: "There is no such thing",
    Kind.REFUSED: "The request is well-formed, but has to be refused",
    Kind.AGAIN: "The same is sent a second time",
    Kind.LISTED: "Something has just been created",
}


def assignment_text(title: str, surveyed: Survey, subjects: Sequence[Subject], *, documented: bool) -> str:
    """Return the assignment as Markdown.

    `subjects` are the operations that it asks for; `documented` says whether the documentation counts.
    """
    app, document, kitchen = surveyed.app, surveyed.document, surveyed.explored.kitchen
    operations = [subject.operation for subject in subjects]
    called = (
        f"the FastAPI object called `{app.name}`" if app.kind != "factory" else f"the factory `{app.name}()`"
    )
    parts = [f"# {title}", "Build an API with the endpoints below.", f"Hand in `{app.file}` with {called}."]
    if any(operation.method in {"POST", "PUT"} for operation in operations):
        parts[-1] += " Keep the data in memory; nothing needs to survive a restart."
    parts.append("## Endpoints")
    if all(not operation.path.endswith("/") or operation.path == "/" for operation in operations):
        parts.append(NO_SLASH)
    for subject in subjects:
        parts += _section(subject, document, kitchen)
    parts += ["## Documentation", DOCUMENTATION] if documented else []
    return "\n\n".join(parts) + "\n"


def _section(subject: Subject, document: Document, kitchen: Kitchen) -> Iterator[str]:
    operation = subject.operation
    yield f"### `{operation.label}`"
    inputs = list(_inputs(operation, document))
    if inputs:
        yield "\n".join(["| Input | Where | Type | |", "|---|---|---|---|", *inputs])
    rows = [_row(check, kitchen) for check in subject.checks if check.plan.kind in CASES]
    rows += [_row(check, kitchen) for check in subject.checks if check.plan.kind is Kind.EFFECT]
    if inputs and not any("`422" in row for row in rows):
        rows.append("| An input is missing or does not fit | `422` | FastAPI's own validation error |")
    yield "\n".join(["| Case | Status | Body |", "|---|---|---|", *dict.fromkeys(rows)])
    example = _example(subject.checks[0])
    if example:
        yield example


def _inputs(operation: Operation, document: Document) -> Iterator[str]:
    for parameter in operation.parameters:
        yield _input(parameter.name, parameter.place, parameter.schema, document, required=parameter.required)
    for schema in operation.body.values():
        required = document.resolve(schema).get("required", ())
        fields = document.properties(schema)
        for name, inner in fields.items():
            yield _input(name, "body", inner, document, required=name in required)
        if not fields:
            yield f"| the whole body | body | {_type(schema, document)} | |"


def _input(name: str, place: str, schema: object, document: Document, *, required: bool) -> str:
    return (
        f"| `{name}` | {place} | {_type(schema, document)} | {_need(schema, document, required=required)} |"
    )


def _need(schema: object, document: Document, *, required: bool) -> str:
    if required:
        return "required"
    default = document.resolve(schema).get("default")
    return (
        f"optional, `{json.dumps(default, ensure_ascii=False)}` if left out"
        if default is not None
        else "optional"
    )


def _type(schema: object, document: Document) -> str:
    """Return a type with its limits, in words that fit into a table."""
    resolved = document.resolve(schema)
    useful: list[Schema] = [
        b for b in document.branches(resolved, ("anyOf", "oneOf", "allOf")) if b.get("type") != "null"
    ]
    inner = useful[0] if useful else resolved
    if inner.get("enum"):
        return f"one of {', '.join(f'`{value}`' for value in inner['enum'])}"
    kind = type_of(document, inner) or "anything"
    if kind == "array":
        kind = f"list of {_type(inner.get('items'), document)}"
    form = f" ({inner['format']})" if "format" in inner else ""
    limits = [words.format(_number(inner[key])) for key, words in LIMITS.items() if key in inner]
    return _cell(f"{kind}{form}{', ' if limits else ''}{', '.join(limits)}")


def _number(limit: Any) -> Any:
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit


def _row(check: Check, kitchen: Kitchen) -> str:
    kind, expected = check.plan.kind, check.expected
    case = CASES.get(kind) or f"Afterwards, `{check.plan.judged.operation.label}`"
    return f"| {case} | `{reason(expected.status)}` | {_cell(_answer(check, kitchen))} |"


def _answer(check: Check, kitchen: Kitchen) -> str:
    expected = check.expected
    parts = []
    if expected.status == 422:
        parts.append("FastAPI's own validation error")
    elif expected.lists:
        parts.append("a list that holds it")
    elif expected.text:
        parts.append(f"the text `{expected.text}`")
    elif expected.body is not NOTHING:
        parts.append(f"`{shown(expected.body, _sent(check, kitchen))}`".replace(str(NOBODY), "<its id>"))
    else:
        parts.append("none" if expected.status == 204 else "not judged")
    parts += [f"header `{name}: {value}`" for name, value in expected.headers.items()]
    if expected.cookie:
        parts.append(f"a cookie with {listed(f'`{part}`' for part in expected.cookie)}")
    return "; ".join(parts)


def _sent(check: Check, kitchen: Kitchen) -> Mapping[str, Any]:
    """Return what the check sends, by name; what it changes counts more than what it creates before."""
    plan = check.plan
    made = [kitchen.creators[label].recipe.with_word(plan.thing) for label in creations(plan, kitchen)]
    sent: dict[str, Any] = {}
    for recipe in [*made, *(own.with_word(plan.word) for own in plan.recipes)]:
        sent |= {name: value for (_, name), value in recipe.values.items()}
        sent |= recipe.body if isinstance(recipe.body, dict) else {}
    return sent


def shown(value: Any, sent: Mapping[str, Any]) -> str:
    """Return JSON with `<name>` in place of what was sent under that name, and types in words."""
    if isinstance(value, dict):
        return "{" + ", ".join(_member(key, inner, sent) for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(shown(inner, sent) for inner in value) + "]"
    if isinstance(value, tuple):
        return " or ".join(shown(inner, sent) for inner in value)
    if isinstance(value, Made):
        return "<its id>"
    if isinstance(value, type):
        return WORDS[value]
    named = next((name for name, given in sent.items() if value == given and isinstance(value, str)), "")
    return f"<{named}>" if named else json.dumps(value, ensure_ascii=False)


def _member(key: str, value: Any, sent: Mapping[str, Any]) -> str:
    """Return one member of an object; a value that was sent under the same name is that one."""
    is_sent = key in sent and type(sent[key]) is type(value) and sent[key] == value
    return f"{json.dumps(key)}: {f'<{key}>' if is_sent else shown(value, sent)}"


def _example(check: Check) -> str:
    """Return one request and its answer, where the answer says more than the table."""
    recipe, expected = check.plan.judged, check.expected
    if recipe.made() or (not recipe.values and recipe.body is NO_BODY):
        return ""
    request = recipe.request(check.plan.word, {})
    if request is None or not isinstance(expected.body, dict):
        return ""
    sent = f" with `{request.body.decode()}`" if request.body else ""
    body = json.dumps(expected.body, default=lambda kind: WORDS.get(kind, "..."), ensure_ascii=False)
    return f"For example, `{request.method} {request.target}`{sent} answers\n`{body}`."


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
