"""Each mistake is found by its rule, and by no other."""

from __future__ import annotations

from typing import Any

import pytest

from grader.checks.fuzz.confirm import Replay
from grader.checks.fuzz.corpus import Corpus
from grader.checks.fuzz.judge import Judge
from grader.lesson import FuzzRule
from tests.checks.fuzz.making import CHECKED, FUZZ_RULES, STORED, Edits, broken, maker
from tests.checks.fuzz.stage import Stage, StagedApp

MUTANTS: dict[str, tuple[FuzzRule, Edits]] = {
    "lookup raises KeyError": ("never_500", ((CHECKED, ""),)),
    "a field that may be null is used": ("never_500", ((STORED, STORED + "; user.age + 1"),)),
    "a text is taken for a number": (
        "never_500",
        (('return {"name": name * min', "int(name); return {name: name * min"),),
    ),
    "the first letter of nothing": (
        "never_500",
        (('    if x_token != "a secret', '    x_token[0]\n    if x_token != "a secret'),),
    ),
    "only the second creation crashes": (
        "never_500",
        (("number = len(users) + 1", "number = [1][len(users)]"),),
    ),
    "crash after deletion": (
        "never_500",
        (("    del users[user_id]\n", ""), ("return find(user_id)\n", "return UserOut(**find(user_id))\n")),
    ),
    "answer cut off": (
        "never_500",
        (
            ("def listing(", "def slow() -> Any:\n    yield b'1'\n    raise OSError\n\n\ndef listing("),
            (
                "    return list(users.values())[:limit]",
                "    from fastapi.responses import StreamingResponse\n    return StreamingResponse(slow())",
            ),
        ),
    ),
    "no bounds": ("invalid_rejected", (("ge=0, le=150", ""),)),
    "no length": ("invalid_rejected", (("min_length=2, max_length=30", ""),)),
    "limit clamped": (
        "invalid_rejected",
        (("Query(ge=1, le=100)", "Query()"), ("[:limit]", "[:max(1, min(limit, 100))]")),
    ),
    "kind is free": ("invalid_rejected", (('Literal["cat", "dog"]', "str"),)),
    "form without bounds": ("invalid_rejected", (("Form(ge=1)", "Form()"),)),
    "errors with status 200": (
        "invalid_rejected",
        (
            (
                "users: dict",
                "@app.exception_handler(RequestValidationError)\ndef invalid(r: Request, e: Any) -> Any:\n"
                "    return JSONResponse({})\n\n\nusers: dict",
            ),
        ),
    ),
    "bound is off by one": ("valid_accepted", (("ge=0, le=150", "gt=0, le=150"),)),
    "optional field required": ("valid_accepted", (("int | None = Field(default=None,", "int = Field("),)),
    "limit of 100 refused": ("valid_accepted", (("le=100", "lt=100"),)),
    "dog forgotten": ("valid_accepted", (('Literal["cat", "dog"]', 'Literal["cat"]'),)),
    "password leaks": (
        "response_shape",
        (
            (", response_model=UserOut)\ndef create", ")\ndef create"),
            (
                STORED + "\n    return users[number]",
                STORED + "\n    return users[number] | {'password': user.password}",
            ),
        ),
    ),
    "id as text": (
        "response_shape",
        (("    id: int\n", "    id: str\n"), ('"id": number', '"id": str(number)')),
    ),
    "list in an envelope": (
        "response_shape",
        (
            ("response_model=list[UserOut]", "response_model=None"),
            ("return list(users.values())[:limit]", 'return {"users": []}'),
        ),
    ),
    "plain text": ("response_shape", (('return {"kind": kind}', "return PlainTextResponse(kind)"),)),
    "created with 200": ("status_code", (("status_code=201, ", ""),)),
    "deleted with 200": ("status_code", ((", status_code=204", ""),)),
    "missing with 200": (
        "missing_is_404",
        (
            (
                "    return find(user_id)\n",
                '    return users.get(user_id) or JSONResponse({"error": "none"})\n',
            ),
        ),
    ),
    "deleting deletes nothing": (
        "missing_is_404",
        (('    users[user_id] = {"gone": True}\n    del users[user_id]\n', ""),),
    ),
    "deleting deletes nothing, ids from 100": (
        "missing_is_404",
        (
            ('    users[user_id] = {"gone": True}\n    del users[user_id]\n', ""),
            ("number = len(users) + 1", "number = len(users) + 100"),
        ),
    ),
    "token not checked": ("auth_enforced", (('if x_token != "a secret that no case holds":', "if False:"),)),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant_is_killed_by_its_rule(
    name: str, corpus: Corpus, contract: dict[str, Any], stage: Stage
) -> None:
    rule, edits = MUTANTS[name]
    app = StagedApp(stage, maker(*edits))
    found = broken(Replay(corpus.scenarios, app, Judge(contract).findings), FUZZ_RULES)
    assert list(found) == [rule]
    failed = found[rule]
    assert "is right here" in failed.expected
    assert 1 <= len(failed.exchanges) <= 12
    assert failed.exchanges[-1].method in failed.message


def test_reference_breaks_nothing(corpus: Corpus, contract: dict[str, Any], stage: Stage) -> None:
    app = StagedApp(stage, maker())
    assert broken(Replay(corpus.scenarios, app, Judge(contract).findings), FUZZ_RULES) == {}
    assert app.starts == 1  # nothing to confirm, so no restart
