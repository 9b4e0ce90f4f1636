"""From an exception in the submission's process to a reason and advice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.discovery import AppLocation, Discovery
from grader.results import StartFailureKind as Kind
from grader.sandbox.diagnosis import diagnose, diagnose_exit, timed_out
from grader.submission import Submission

IMPORT_ERROR = ["ImportError", "Exception", "BaseException"]
MISSING = ["ModuleNotFoundError", *IMPORT_ERROR]
LIBRARY = "/somewhere/site-packages/library/module.py"

CASES: dict[str, tuple[dict[str, Any], Kind, str, bool]] = {
    "package": (
        {"types": MISSING, "name": "jose"},
        Kind.MISSING_PACKAGE,
        "pip install python-jose",
        True,
    ),
    "submodule": (
        {"types": MISSING, "name": "fastapi.nowhere"},
        Kind.LIBRARY_GENERATION,
        "`fastapi` is installed, but holds no `fastapi.nowhere`",
        False,
    ),
    "local module": (
        {"types": MISSING, "name": "database.models"},
        Kind.IMPORT_ROOT,
        "app/database.py is there",
        False,
    ),
    "form data": (
        {"types": ["RuntimeError"], "text": 'Form data requires "python-multipart" to be installed.'},
        Kind.MISSING_PACKAGE,
        "fastapi[standard]",
        True,
    ),
    "email": (
        {
            "types": IMPORT_ERROR,
            "text": "email-validator is not installed, run `pip install 'pydantic[email]'`",
        },
        Kind.MISSING_PACKAGE,
        "email-validator",
        True,
    ),
    "relative": (
        {"types": IMPORT_ERROR, "text": "attempted relative import with no known parent package"},
        Kind.IMPORT_ROOT,
        "no package to start from",
        False,
    ),
    "circular": (
        {"types": IMPORT_ERROR, "text": "cannot import name 'app' from partially initialized module 'main'"},
        Kind.IMPORT_ERROR,
        "Circular import",
        False,
    ),
    "shadowed": (
        {"types": IMPORT_ERROR, "text": "cannot import name 'loads' from 'json' (json.py)"},
        Kind.SHADOWING,
        "Rename `json`",
        False,
    ),
    "environ": (
        {"types": ["KeyError"], "text": "'DATABASE_URL'", "traceback": 'os.environ["DATABASE_URL"]'},
        Kind.MISSING_SETTING,
        "DATABASE_URL",
        True,
    ),
    "settings": (
        {
            "types": ["ValidationError"],
            "text": "1 validation error for AppSettings\nsecret_key\n  Field required",
        },
        Kind.MISSING_SETTING,
        "secret_key",
        True,
    ),
    "engine url": (
        {"types": ["ArgumentError"], "text": "Expected string or URL object, got None"},
        Kind.MISSING_SETTING,
        "setting",
        True,
    ),
    "a key of their own": (
        {"types": ["KeyError"], "text": "'x'", "traceback": "d['x']"},
        Kind.IMPORT_ERROR,
        "KeyError",
        False,
    ),
    "base settings": (
        {
            "types": ["PydanticImportError"],
            "text": "`BaseSettings` has been moved to the `pydantic-settings` package.",
        },
        Kind.LIBRARY_GENERATION,
        "pydantic-settings",
        False,
    ),
    "wrong keyword": (
        {
            "types": ["TypeError"],
            "text": "Query() got an unexpected keyword argument 'gte'",
            "raised_in": LIBRARY,
        },
        Kind.LIBRARY_GENERATION,
        "gte",
        False,
    ),
    "their own keyword": (
        {
            "types": ["TypeError"],
            "text": "f() got an unexpected keyword argument 'x'",
            "raised_in": "main.py",
        },
        Kind.IMPORT_ERROR,
        "unexpected keyword",
        False,
    ),
    "bcrypt": (
        {
            "types": ["AttributeError"],
            "text": "module 'bcrypt' has no attribute '__about__'",
            "raised_in": LIBRARY,
        },
        Kind.LIBRARY_GENERATION,
        "another version",
        False,
    ),
    "database": (
        {"types": ["OperationalError", "DatabaseError"], "text": "no server"},
        Kind.DATABASE,
        "none answers",
        True,
    ),
    "sqlite": (
        {"types": ["OperationalError"], "text": "(sqlite3.OperationalError) unable to open database file"},
        Kind.MISSING_FILE,
        "folder that is not there",
        False,
    ),
    "static": (
        {"types": ["RuntimeError"], "text": "Directory 'static' does not exist"},
        Kind.MISSING_FILE,
        "static",
        False,
    ),
    "misspelt import": (
        {"types": IMPORT_ERROR, "text": "cannot import name 'HTTPExeption' from 'fastapi' (/x/__init__.py)"},
        Kind.IMPORT_ERROR,
        "Did you mean `HTTPException`?",
        False,
    ),
    "import from elsewhere": (
        {"types": IMPORT_ERROR, "text": "cannot import name 'JSONResponse' from 'fastapi' (/x/__init__.py)"},
        Kind.IMPORT_ERROR,
        "`from fastapi.responses import JSONResponse`",
        False,
    ),
    "gone from a library": (
        {"types": IMPORT_ERROR, "text": "cannot import name 'BaseSettings' from 'pydantic' (/x/__init__.py)"},
        Kind.LIBRARY_GENERATION,
        "another version",
        False,
    ),
    "never imported": (
        {"types": ["NameError"], "text": "name 'Optional' is not defined"},
        Kind.IMPORT_ERROR,
        "`from typing import Optional`",
        False,
    ),
    "spelt in two ways": (
        {"types": ["NameError"], "text": "name 'app' is not defined"},
        Kind.IMPORT_ERROR,
        "The file has `App`",
        False,
    ),
    "another file's names": (
        {"types": ["NameError"], "text": "name 'app' is not defined", "file": "../outside.py"},
        Kind.IMPORT_ERROR,
        "compare the spelling",
        False,
    ),
    "validator": (
        {
            "types": ["PydanticUserError"],
            "text": "Decorators defined with incorrect fields: main.Item:94484128826016.check_price (use "
            "check_fields=False if you're inheriting from the model and intended this)",
        },
        Kind.IMPORT_ERROR,
        "The validator `check_price` (main.py, line 7) names a field that its model does not have.",
        False,
    ),
    "syntax": (
        {"types": ["IndentationError", "SyntaxError"], "text": "unexpected indent"},
        Kind.SYNTAX,
        "unexpected indent",
        False,
    ),
    "memory": ({"types": ["MemoryError"]}, Kind.CRASHED, "more memory", False),
    "wrong object": (
        {"types": ["TypeError"], "text": "'app' is a dict, not an app"},
        Kind.NOT_ASGI,
        "app = FastAPI()",
        False,
    ),
    "lifespan": (
        {"types": ["ValueError"], "text": "no model", "stage": "lifespan"},
        Kind.LIFESPAN,
        "no model",
        False,
    ),
    "anything": (
        {"types": ["ZeroDivisionError"], "text": "division by zero"},
        Kind.IMPORT_ERROR,
        "division",
        False,
    ),
}


@pytest.fixture(scope="module")
def submission(tmp_path_factory: pytest.TempPathFactory) -> Submission:
    root = tmp_path_factory.mktemp("submission")
    (root / "app").mkdir()
    (root / "app" / "database.py").write_text("")
    (root / "main.py").write_text("App = 1\n")
    (root.parent / "outside.py").write_text("App = 1\n")
    discovery = Discovery(app=AppLocation("main.py", "app"), shadows=("json",))
    return Submission(name="s", root=root, digest="0", discovery=discovery)


@pytest.mark.parametrize("case", CASES)
def test_reasons(submission: Submission, case: str) -> None:
    record, kind, words, review = CASES[case]
    failure = diagnose({"file": "main.py", "line": 7, "stage": "import", **record}, submission)
    assert failure.kind is kind
    assert words in f"{failure.message} {failure.advice}"
    assert failure.needs_review is review
    assert failure.advice
    assert (failure.file, failure.line) == (record.get("file", "main.py"), 7)


def test_places_in_memory_are_left_out(submission: Submission) -> None:
    text = "fields: main.Item:94484128826016.check, <object object at 0x7f00deadbeef>"
    failure = diagnose({"types": ["ValueError"], "text": text, "file": "main.py"}, submission)
    assert failure.message.endswith("fields: main.Item.check, <object object>")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
keys = st.sampled_from(["stage", "types", "text", "name", "file", "line", "code", "raised_in", "traceback"])


@given(record=anything | st.dictionaries(keys, anything))
@example(record={"types": MISSING, "name": "/etc.x"})
@example(record={"types": MISSING, "name": "..[**"})
def test_any_record_gives_a_reason(submission: Submission, record: object) -> None:
    assert diagnose(record, submission).message


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (0, Kind.EXITED, "exit code 0"),
        (None, Kind.EXITED, "by itself."),
        (-9, Kind.CRASHED, "too much memory"),
        (-11, Kind.CRASHED, "segmentation fault"),
        (-24, Kind.CRASHED, "CPU time"),
        (-200, Kind.CRASHED, "signal 200"),
    ],
)
def test_exits(status: int | None, kind: Kind, words: str) -> None:
    failure = diagnose_exit(status, "line\n" * 50)
    assert failure.kind is kind
    assert words in failure.message
    assert len(failure.traceback.splitlines()) == 12


def test_timeouts_name_the_limit() -> None:
    assert "20 seconds" in timed_out(20.0, "").message
