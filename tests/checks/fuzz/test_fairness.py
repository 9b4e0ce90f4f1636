"""Correct apps that differ from the reference: none of them breaks a rule."""

from __future__ import annotations

from typing import Any

import pytest

from grader.checks.fuzz.confirm import Replay
from grader.checks.fuzz.corpus import Corpus
from grader.checks.fuzz.judge import Judge
from tests.checks.fuzz.making import CHECKED, FUZZ_RULES, Edits, broken, maker
from tests.checks.fuzz.stage import Stage, StagedApp

CREATE = "def create(user: UserIn) -> Any:\n"
COUNT = "number = len(users) + 1"
USERS = "users: dict[int, dict[str, Any]] = {}\n"
HANDLER = "@app.exception_handler(RequestValidationError)\ndef invalid(r: Request, e: Any) -> Any:\n"
SAME_NAME = "    if any(u['name'] == user.name for u in users.values()):\n"
SAME_LETTERS = "    if any(u['name'].lower() == user.name.lower() for u in users.values()):\n"

TWINS: dict[str, Edits] = {
    "ids from 100": ((COUNT, "number = len(users) + 100"),),
    "ids from 0": ((COUNT, "number = len(users)"),),
    "random ids": ((COUNT, "import random; number = random.randrange(10**6)"),),
    "seeded data": (
        (USERS, USERS + "for i in range(1, 60):\n    users[i] = {'id': i, 'name': f'u{i}', 'age': None}\n"),
        (COUNT, "number = max(users) + 1"),
    ),
    "extra fields forbidden": (
        (
            "class UserIn(BaseModel):\n",
            "class UserIn(BaseModel):\n    model_config = ConfigDict(extra='forbid')\n",
        ),
    ),
    "strict types": (
        (
            "class UserIn(BaseModel):\n",
            "class UserIn(BaseModel):\n    model_config = ConfigDict(strict=True)\n",
        ),
    ),
    "numbers coerced to text": (
        (
            "class UserIn(BaseModel):\n",
            "class UserIn(BaseModel):\n    model_config = ConfigDict(coerce_numbers_to_str=True)\n",
        ),
    ),
    "spaces stripped": (
        (
            "class UserIn(BaseModel):\n",
            "class UserIn(BaseModel):\n    model_config = ConfigDict(str_strip_whitespace=True)\n",
        ),
    ),
    "names of letters only": (
        ("min_length=2, max_length=30", "min_length=2, max_length=30, pattern='^[A-Za-z0-9 ]+$'"),
    ),
    "password not empty": (("password: str", "password: str = Field(min_length=1, max_length=100)"),),
    "400 instead of 422": (
        (
            USERS,
            USERS + HANDLER + "    return JSONResponse({}, 400)\n",
        ),
    ),
    "names unique, 409": (
        (
            CREATE,
            CREATE + SAME_NAME + "        raise HTTPException(409)\n",
        ),
    ),
    "names unique without case, 400": (
        (
            CREATE,
            CREATE + SAME_LETTERS + "        raise HTTPException(400)\n",
        ),
    ),
    "room for five, 400": ((CREATE, CREATE + "    if len(users) >= 5:\n        raise HTTPException(400)\n"),),
    "ids bounded, 422": (
        ("user_id: int", "user_id: Annotated[int, Path(ge=1, le=99999)]"),
        ("def find(user_id: Annotated[int, Path(ge=1, le=99999)])", "def find(user_id: int)"),
    ),
    "put creates": (("    find(user_id).update(", "    users.setdefault(user_id, {'id': user_id}).update("),),
    "gone is 410": ((CHECKED, CHECKED.replace("404", "410")),),
    "403 instead of 401": (("HTTPException(401)", "HTTPException(403)"),),
    "trailing slash redirects": (
        ('@app.post("/users"', '@app.post("/users/"'),
        ('@app.get("/users"', '@app.get("/users/"'),
    ),
    "a route is missing": (('@app.delete("/users/{user_id}"', '@app.delete("/people/{user_id}"'),),
    "id given to the parameter otherwise": (
        ('"/users/{user_id}"', '"/users/{uid}"'),
        ("user_id: int", "uid: int"),
        ("    return find(user_id)", "    user_id = uid; return find(user_id)"),
        ("    find(user_id).update(", "    user_id = uid; find(user_id).update("),
        ("    find(user_id)\n", "    user_id = uid; find(user_id)\n"),
        ("def find(uid: int)", "def find(user_id: int)"),
    ),
    "asynchronous, defaults": (
        ("def read(user_id: int)", "async def read(user_id: int = Path(title='x'))"),
        ("limit: Annotated[int, Query(ge=1, le=100)] = 10", "limit: int = Query(10, ge=1, le=100)"),
    ),
    "content type with charset": (
        (
            'return {"kind": kind}',
            "return JSONResponse({'kind': kind}, media_type='application/json; charset=utf-8')",
        ),
    ),
    "empty response for 204": (
        (
            "    del users[user_id]\n",
            "    del users[user_id]\n    return Response(status_code=204)  # type: ignore\n",
        ),
    ),
    "teapot": (('    return {"kind": kind}', "    raise HTTPException(418)"),),
}


@pytest.mark.parametrize("name", TWINS)
def test_twin_breaks_nothing(name: str, corpus: Corpus, contract: dict[str, Any], stage: Stage) -> None:
    app = StagedApp(stage, maker(*TWINS[name]))
    found = broken(Replay(corpus.scenarios, app, Judge(contract).findings), FUZZ_RULES)
    assert {rule: str(error) for rule, error in found.items()} == {}
