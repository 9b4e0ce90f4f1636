"""Rules from an exception to a reason: one function each, the first that applies wins.

The reasons are those seen in real learners' repositories, each with a message and advice of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from grader.results import StartFailure, StartFailureKind
from grader.sandbox.misspelt import misspelt_import, undefined_name, validator_of_no_field
from grader.sandbox.packages import distribution_for
from grader.sandbox.startrecord import Record, failure
from grader.submission import Submission

Kind = StartFailureKind


def _missing_module(record: Record, submission: Submission) -> StartFailure | None:
    if record.type != "ModuleNotFoundError" or not record.name:
        return None
    top = record.name.partition(".")[0]
    if top in _shadows(submission):
        return None
    local = sorted(path.relative_to(submission.root).as_posix() for path in _local(submission, top))
    if local:
        advice = (
            f"{local[0]} is there, but not where Python looks from {record.file or 'the app'}. "
            "Import it relative to the folder in which you run `fastapi dev`, "
            "and give each package folder an `__init__.py`."
        )
        return failure(
            record, Kind.IMPORT_ROOT, f"`{record.name}` cannot be imported from {record.place}.", advice
        )
    if top != record.name:  # Python names the first part that is missing: the package itself is there
        message = f"`{top}` is installed, but holds no `{record.name}` (imported in {record.place})."
        advice = f"The code is written for another version of `{top}`: look up where the name lives now."
        return failure(record, Kind.LIBRARY_GENERATION, message, advice)
    package = distribution_for(top)
    own = submission.python
    pip = f"{own.parent.parent.name}/{own.parent.name}/python -m pip" if own else "pip"
    advice = (
        f"Install it where the app runs (`{pip} install {package}`) and list it in requirements.txt; "
        "or use only the packages that the course provides."
    )
    message = f"The package `{package}` is not installed (imported in {record.place})."
    return failure(record, Kind.MISSING_PACKAGE, message, advice, package=package, review=True)


def _local(submission: Submission, top: str) -> list[Path]:
    if not top.isidentifier():  # an untrusted word, about to become a glob pattern
        return []
    found = [*submission.root.rglob(f"{top}.py"), *(p for p in submission.root.rglob(top) if p.is_dir())]
    return found[:5]


OPTIONAL_PACKAGES = {
    "python-multipart": re.compile(
        r"requires \"?python-multipart|python-multipart.? (is not|to be) installed", re.I
    ),
    "email-validator": re.compile(r"email-validator is not installed", re.I),
    "jinja2": re.compile(r"jinja2 must be installed", re.I),
    "httpx2": re.compile(r"requires the httpx2? package", re.I),
    "itsdangerous": re.compile(r"itsdangerous must be installed", re.I),
}


def _optional_package(record: Record, _submission: Submission) -> StartFailure | None:
    for package, pattern in OPTIONAL_PACKAGES.items():
        if pattern.search(record.text):
            message = f"The package `{package}` is not installed ({record.place} needs it)."
            advice = f"`pip install {package}`, or `pip install 'fastapi[standard]'`, which brings it."
            return failure(record, Kind.MISSING_PACKAGE, message, advice, package=package, review=True)
    return None


def _shadowing(record: Record, submission: Submission) -> StartFailure | None:
    if not {"ImportError", "AttributeError"} & set(record.types):
        return None
    shadows = _shadows(submission)
    name = next((name for name in shadows if re.search(rf"\b{re.escape(name)}\b", record.text)), "")
    if not name:
        return None
    message = f"Your `{shadows[name]}` hides the library `{name}`."
    advice = f"Rename `{shadows[name]}` to something that no library is called."
    return failure(record, Kind.SHADOWING, message, advice)


def _shadows(submission: Submission) -> dict[str, str]:
    """Map the names of hidden libraries to the files or folders that hide them."""
    return {PurePosixPath(path).name.removesuffix(".py"): path for path in submission.discovery.shadows}


def _import_root(record: Record, _submission: Submission) -> StartFailure | None:
    if "ImportError" not in record.types or "relative import" not in record.text:
        return None
    message = f"The relative import in {record.place} has no package to start from."
    advice = "Put the file into a folder with an `__init__.py`, or import the sibling by its plain name."
    return failure(record, Kind.IMPORT_ROOT, message, advice)


def _circular(record: Record, _submission: Submission) -> StartFailure | None:
    if "partially initialized module" not in record.text:
        return None
    message = f"Circular import: {record.place} imports a module that is still being imported itself."
    advice = (
        "Move what both modules need into a third one; a router lives with its routes, main only includes it."
    )
    return failure(record, Kind.IMPORT_ERROR, message, advice)


def _missing_setting(record: Record, _submission: Submission) -> StartFailure | None:
    variable = record.text.strip("'\"") if record.type == "KeyError" and "environ" in record.traceback else ""
    settings = record.type == "ValidationError" and re.search(
        r"validation errors? for \w*(Settings|Config)\w*", record.text
    )
    no_url = "Expected string or URL object, got None" in record.text
    if not (variable or settings or no_url):
        return None
    fields = re.findall(r"^(\w+)$", record.text, re.M)[:5]
    named = variable or ", ".join(fields) or "a setting"
    message = f"The app needs the environment setting {named} at import ({record.place})."
    advice = (
        'Give it a default that works for development, for example `os.getenv("NAME", "dev")`: '
        "an `.env` file of yours is not part of what others run."
    )
    return failure(record, Kind.MISSING_SETTING, message, advice, review=True)


DATABASE_TYPES = {
    "OperationalError",
    "ConnectionRefusedError",
    "gaierror",
    "ServerSelectionTimeoutError",
    "InterfaceError",
    "ConnectionDoesNotExistError",
    "ConnectTimeout",
    "ConnectError",
}


def _database(record: Record, _submission: Submission) -> StartFailure | None:
    if not DATABASE_TYPES & set(record.types):
        return None
    if "unable to open database file" in record.text:  # SQLite: the folder is missing, not a server
        message = f"{record.place} opens a database file in a folder that is not there."
        return failure(record, Kind.MISSING_FILE, message, "Create the folder at start, or hand it in too.")
    message = f"The app connects to a database or server while it starts ({record.place}), and none answers."
    advice = "Connect when a request needs it, or keep the data in memory: there is no network while grading."
    return failure(record, Kind.DATABASE, message, advice, review=True)


def _missing_file(record: Record, _submission: Submission) -> StartFailure | None:
    missing = record.type in {"FileNotFoundError", "NotADirectoryError"}
    directory = re.search(r"Directory '(.*?)' does not exist", record.text)
    if not missing and not directory:
        return None
    message = f"{record.place} opens a file or folder that is not there: {first_line(record.text)}"
    advice = "Hand the file in too, and build its path from `Path(__file__).parent`."
    return failure(record, Kind.MISSING_FILE, message, advice)


def _syntax(record: Record, _submission: Submission) -> StartFailure | None:
    if "SyntaxError" not in record.types and "UnicodeDecodeError" not in record.types:
        return None
    message = f"{record.place}: Python cannot read this file ({first_line(record.text)})."
    return failure(record, Kind.SYNTAX, message, "Mend the line, then run the app once yourself.")


def _side_effect(record: Record, _submission: Submission) -> StartFailure | None:
    advice = 'Put it under `if __name__ == "__main__":`, so that importing the file only defines the app.'
    if record.type == "ModuleLevelRun":
        message = f"{record.place} calls `uvicorn.run()` at module level: importing the app would never end."
        return failure(record, Kind.SIDE_EFFECT, message, advice)
    if record.type == "EOFError":
        message = f"{record.place} waits for keyboard input while it is imported."
        return failure(record, Kind.SIDE_EFFECT, message, advice)
    if record.type == "SystemExit":
        message = f"The app ends itself (`exit`) while it is imported, in {record.place}."
        return failure(record, Kind.EXITED, message, advice)
    return None


def _wrong_object(record: Record, submission: Submission) -> StartFailure | None:
    name = submission.discovery.app.name if submission.discovery.app else "app"
    if record.type == "TypeError" and re.search(r"is a \w+, not an app$", record.text):
        message = f"`{name}` is no app: {record.text}."
        return failure(
            record, Kind.NOT_ASGI, message, f"`{name}` must be the FastAPI object: `{name} = FastAPI()`."
        )
    if record.type == "AttributeError" and record.text.endswith(f"has no attribute {name!r}"):
        message = f"The module has no object called `{name}`."
        return failure(record, Kind.NO_APP, message, "Create `app = FastAPI()` at module level.")
    return None


GENERATION = re.compile(
    r"has been moved to|has been removed|is removed\. use|not supported in Pydantic V2|`?regex`? is"
    r"|non-annotated attribute|overrid\w+ by a non-annotated|unexpected keyword argument"
    r"|cannot import name .* from '(pydantic|fastapi|starlette|sqlalchemy|jose|passlib)"
    r"|has no attribute '(__about__|coroutine)'|password cannot be longer than 72 bytes",
    re.I,
)


def _library_generation(record: Record, _submission: Submission) -> StartFailure | None:
    by_name = record.type in {"PydanticImportError", "PydanticUserError"}
    from_library = record.raised_in != record.file and "site-packages" in record.raised_in
    by_text = GENERATION.search(record.text) is not None
    if not by_name and not (by_text and (from_library or "ImportError" in record.types)):
        return None
    message = f"{record.place} is written for another version of a library: {first_line(record.text)}"
    advice = "Follow the library's own hint in the message, or pin the version it was written for."
    return failure(record, Kind.LIBRARY_GENERATION, message, advice)


def _memory(record: Record, _submission: Submission) -> StartFailure | None:
    if record.type != "MemoryError":
        return None
    message = f"The app asks for more memory than it may use ({record.place})."
    return failure(
        record, Kind.CRASHED, message, "Load large data when a request needs it, or make it smaller."
    )


def _endless_recursion(record: Record, _submission: Submission) -> StartFailure | None:
    if record.type != "RecursionError":
        return None
    message = f"{record.place} calls itself without end."
    return failure(record, Kind.IMPORT_ERROR, message, "Find the call that never stops calling itself.")


RULES: tuple[Callable[[Record, Submission], StartFailure | None], ...] = (
    _side_effect,
    _wrong_object,
    _optional_package,
    _missing_module,
    _shadowing,
    _import_root,
    _circular,
    misspelt_import,
    undefined_name,
    validator_of_no_field,
    _library_generation,
    _missing_setting,
    _database,
    _missing_file,
    _syntax,
    _memory,
    _endless_recursion,
)


def first_line(text: str) -> str:
    """Return the first line of a message, cut."""
    return (text.strip().splitlines() or [""])[0][:300]
