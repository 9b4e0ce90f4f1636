"""Writes the check module of a lesson: pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.drafting.expectations import NOTHING, Expected
from grader.drafting.layout import Call, Code, joined, literal, statement
from grader.drafting.naming import article
from grader.drafting.plans import NOBODY, Kind, Plan
from grader.drafting.playing import creations
from grader.drafting.recipes import Creator, Kitchen
from grader.drafting.requestcode import Names, request_call, valued
from grader.statuses import reason

COOKIE_PARTS = '''def cookie_parts(response):
    """Return the parts of the Set-Cookie headers, in small letters and in no order."""
    lines = response.headers.get_list("set-cookie")
    return {part.strip().lower() for line in lines for part in line.split(";")}'''
HEAD = '''"""What the endpoints of this lesson must answer."""

import pytest

from grader.checks import expect'''
CONSTANT = f'''NOBODY = {NOBODY}
"""An id that no app will have given away."""'''


@dataclass(frozen=True)
class Check:
    """A drafted check: what it sends, what it expects, and whom it costs."""

    plan: Plan
    expected: Expected
    criterion: str
    name: str
    """Of its function, for example `test_read_item_missing`."""


def check_module(checks: Sequence[Check], kitchen: Kitchen, id_types: Mapping[str, type]) -> str:
    """Return the text of the module; `id_types` are the types of the ids by the label of their creator."""
    names = Names(kitchen)
    used = [label for check in checks for label in creations(check.plan, kitchen)]
    helpers = [_helper(kitchen.creators[label], names, id_types[label]) for label in dict.fromkeys(used)]
    functions = [_check(check, kitchen, names) for check in checks]
    if any(check.expected.cookie for check in checks):
        helpers.append(COOKIE_PARTS)
    constant = any("NOBODY" in function for function in functions)
    head = f"{HEAD}\n\n{CONSTANT}" if constant else HEAD
    return joined([head, *helpers, *functions])


def _helper(creator: Creator, names: Names, id_type: type) -> str:
    label = creator.recipe.operation.label
    needed = [names.thing(other) for other in sorted(creator.recipe.made())]
    arguments = ["client", *(["word"] if creator.recipe.has_word() else []), *needed]
    call = request_call(creator.recipe, names)
    wanted = Call("expect.includes", [("", Code("response")), ("", {creator.id_key: id_type})])
    whole = Call("expect.body", [("", Code("response")), ("", id_type)])
    lines = [
        f"def {names.helper(label)}({', '.join(arguments)}):",
        f'    """Create {article(creator.noun)} and return it, whatever status says so."""',
        statement("response = ", call),
        statement("return ", wanted if creator.id_key else whole),
    ]
    return "\n".join(lines)


def _check(check: Check, kitchen: Kitchen, names: Names) -> str:
    plan, expected = check.plan, check.expected
    lines = [
        f'@pytest.mark.criterion("{check.criterion}")',
        f"def {check.name}(client):",
        f'    """{sentence(plan, expected, kitchen)}"""',
    ]
    for label in creations(plan, kitchen):
        needed = [names.thing(other) for other in sorted(kitchen.creators[label].recipe.made())]
        word = [("", plan.thing)] if kitchen.creators[label].recipe.has_word() else []
        parts = [("", Code("client")), *word, *(("", Code(name)) for name in needed)]
        lines.append(statement(_assigned(label, check, kitchen, names), Call(names.helper(label), parts)))
    for recipe in plan.recipes[:-1]:
        done = request_call(recipe, names, plan.word)
        lines.append(statement("", Call("expect.status", [("", done), ("", Code("range(200, 300)"))])))
    lines.append(statement("response = ", request_call(plan.judged, names, plan.word)))
    return "\n".join([*lines, *_expectations(expected, names)])


def _assigned(label: str, check: Check, kitchen: Kitchen, names: Names) -> str:
    """Return `item = ` where the thing is used again."""
    used = {made for recipe in check.plan.recipes for made in recipe.made()} | {check.plan.creates}
    for other in creations(check.plan, kitchen):
        used |= kitchen.creators[other].recipe.made()
    return f"{names.thing(label)} = " if label in used else ""


def _expectations(expected: Expected, names: Names) -> Iterator[str]:
    response = ("", Code("response"))
    if expected.status == 422:
        yield statement("", Call("expect.refused", [response]))
        return
    yield statement("", Call("expect.status", [response, ("", expected.status)]))
    for name, value in expected.headers.items():
        yield statement("", Call("expect.header", [response, ("", name), ("", value)]))
    if expected.cookie:
        yield from _cookie(expected.cookie)
    if expected.body is not NOTHING:
        yield statement("", Call("expect.body", [response, ("", valued(expected.body, names))]))
    if expected.text:
        yield _that(
            f"response.text == {literal(expected.text)}",
            "The answer should be another text.",
            ("expected=", expected.text),
            ("received=", Code("response.text[:200]")),
        )
    if expected.lists:
        yield from _listing(names.thing(expected.lists))


def _cookie(parts: Sequence[str]) -> Iterator[str]:
    wanted = Call("", [("", part) for part in parts], "{}")
    yield statement("wanted = ", wanted)
    yield _that(
        "wanted <= cookie_parts(response)",
        "The cookie should be set as the assignment says.",
        ("expected=", Code('"; ".join(sorted(wanted))')),
        ("received=", Code('"; ".join(sorted(cookie_parts(response)))[:300]')),
    )


def _listing(thing: str) -> Iterator[str]:
    yield statement("found = ", Call("expect.data", [("", Code("response"))]))
    yield _that(
        f"isinstance(found, list) and {thing} in found",
        f"The list should hold the new {thing.replace('_', ' ')}.",
        ("expected=", Code(f'f"a list with {{expect.show({thing})}}"')),
        ("received=", Code("expect.show(found)")),
    )


def _that(condition: str, message: str, *more: tuple[str, Any]) -> str:
    parts = [("", Code(condition)), ("", message), ("", Code("response")), *more]
    return statement("", Call("expect.that", parts))


def sentence(plan: Plan, expected: Expected, kitchen: Kitchen) -> str:
    """Return what a check is about, as the student reads it."""
    code = reason(expected.status)
    noun = article(kitchen.creators[plan.creates].noun) if plan.creates else ""
    return {
        Kind.ORDINARY: f"{plan.label} answers {code}.",
        Kind.OPTIONAL: f"{plan.label} takes its optional parameters.",
        Kind.REQUIRED: f"{plan.label} does without what is optional in the body.",
        Kind.MISSING: f"{plan.label} answers {code} for what is not there.",
        Kind.REFUSED: f"{plan.label} answers {code} for what it has to refuse.",
        Kind.AGAIN: f"{plan.label} answers {code} when it is sent a second time.",
        Kind.LISTED: f"{plan.label} lists {noun} that was just created.",
        Kind.EFFECT: f"After {plan.label}, {plan.judged.operation.label} answers {code}.",
    }[plan.kind]
