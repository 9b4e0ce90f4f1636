"""The recorded fuzz cases of a lesson, one case per line of JSON, so that a change shows as a small diff."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from grader.checks.http import WireRequest
from grader.errors import LessonError

FORMAT = 1
ID = "{id}"
"""Stands in a flow's later targets for the id that its POST returned."""


@dataclass(frozen=True)
class Reference:
    """What the reference solution answered."""

    status: int
    content_type: str = ""
    in_shape: bool = False
    """Whether the body had the contract's shape, or the contract asks for none."""


@dataclass(frozen=True)
class Case:
    """One request with the operation that it exercises and what is special about it."""

    operation: str
    """Like `GET /items/{item_id}`."""
    reason: str
    """Like "`name` = null"; reads well in brackets behind the operation."""
    request: WireRequest
    reference: Reference | None = None
    """None while it is not recorded, and in live fuzzing."""

    @property
    def size(self) -> int:
        """Bytes of the request, to prefer small counterexamples."""
        request = self.request
        headers = sum(len(name) + len(value) for name, value in request.headers)
        return len(request.target) + headers + len(request.body or b"")


@dataclass(frozen=True)
class Scenario:
    """One case, or a flow: several whose later targets hold the id that the first ones returned."""

    steps: tuple[Case, ...]
    flow: str = ""
    """Name of the flow; "" for a single case."""


@dataclass(frozen=True)
class Corpus:
    """All recorded scenarios of a lesson, in the order in which they are sent."""

    contract: str
    """SHA-256 of the contract that they were made from."""
    schemathesis: str
    scenarios: tuple[Scenario, ...]


def fingerprint(contract: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a contract, whatever its layout in the file."""
    text = json.dumps(contract, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_current(corpus: Corpus, contract: Mapping[str, Any]) -> bool:
    """Tell whether the corpus was made from this contract with the installed schemathesis."""
    return corpus.contract == fingerprint(contract) and corpus.schemathesis == version("schemathesis")


def write_corpus(corpus: Corpus) -> str:
    """Return the text of `corpus.json`."""
    head = {"format": FORMAT, "schemathesis": corpus.schemathesis, "contract": corpus.contract}
    lines = ",\n".join(_compact(row) for row in _rows(corpus.scenarios))
    return _compact(head)[:-1] + ', "cases": [\n' + lines + "\n]}\n"


def read_corpus(path: Path) -> Corpus:
    """Read `corpus.json`.

    Raises:
        LessonError: it is missing, malformed or of another format; the text says how to make it anew.
    """
    mend = f"record it with `grade check-lesson {path.parent.name} --update`"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise LessonError(f"{path}: format {data['format']!r}, not {FORMAT}; {mend}")
        return Corpus(data["contract"], data["schemathesis"], tuple(_scenarios(data["cases"])))
    except FileNotFoundError:
        raise LessonError(f"{path}: no such file, but criteria ask for fuzzing; {mend}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise LessonError(f"{path}: not a corpus ({error!r}); {mend}") from None


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rows(scenarios: Iterable[Scenario]) -> Iterator[dict[str, Any]]:
    for scenario in scenarios:
        for case in scenario.steps:
            yield ({"flow": scenario.flow} if scenario.flow else {}) | case_to_row(case)


def _scenarios(rows: Iterable[dict[str, Any]]) -> Iterator[Scenario]:
    flow, steps = "", list[Case]()
    for row in rows:
        name = row.get("flow", "")
        if steps and (not name or name != flow):
            yield Scenario(tuple(steps), flow)
            steps = []
        flow = name
        steps.append(row_to_case(row))
    if steps:
        yield Scenario(tuple(steps), flow)


def case_to_row(case: Case) -> dict[str, Any]:
    """Return a case as JSON; what is empty is left out."""
    request, reference = case.request, case.reference
    row: dict[str, Any] = {"op": case.operation, "why": case.reason, "target": request.target}
    if request.headers:
        row["headers"] = [list(header) for header in request.headers]
    if request.body is not None:
        row |= _body_to_row(request.body)
    if reference is not None:
        row["status"] = reference.status
        row["type"] = reference.content_type
        row["shape"] = reference.in_shape
    return row


def row_to_case(row: Mapping[str, Any]) -> Case:
    """Return the case of a JSON row.

    Raises:
        KeyError, TypeError, ValueError: the row is malformed.
    """
    reference = Reference(row["status"], row["type"], row["shape"]) if "status" in row else None
    body = row["body"].encode() if "body" in row else None
    if "body64" in row:
        body = base64.b64decode(row["body64"])
    headers = tuple((str(name), str(value)) for name, value in row.get("headers", ()))
    operation = str(row["op"])
    request = WireRequest(operation.partition(" ")[0], str(row["target"]), headers, body)
    return Case(operation, str(row["why"]), request, reference)


def _body_to_row(body: bytes) -> dict[str, str]:
    try:
        return {"body": body.decode()}
    except UnicodeDecodeError:
        return {"body64": base64.b64encode(body).decode("ascii")}
