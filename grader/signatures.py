"""Which known mistake does a failure look like? Signatures of a lesson's mutants, and matching: pure.

A signature says, per failed criterion, which checks failed and with which kind of evidence. Its
features are texts such as `test_items.py::test_create status 200`, from coarse to fine, so that two
signatures can be equal, alike or different.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from grader.checks.hints import BODY_HINTS
from grader.errors import LessonError
from grader.lesson import Lesson
from grader.results import (
    START,
    CheckResult,
    Confidence,
    CriterionResult,
    Exchange,
    Likeness,
    Outcome,
    Report,
    StartFailure,
)

Signature = Mapping[str, frozenset[str]]
"""Features by the id of the criterion that failed; `START` stands for an app that does not start."""

BESIDE = "(beside)"
"""Stands for what costs nothing by itself but is telling: checks that failed below a blocked criterion, and
differences between documentation and contract."""
GENERIC = "test_live.py"
"""Checks that fit every app: paths and bodies are the app's own."""
FORMAT = 1
ALIKE = 0.85
"""Similarity from which a failure may be called close to a mutant's."""
CURRENT = 0.9
"""Similarity from which a signature on file still tells how its mutant fails: other versions of FastAPI say
some things in other words."""
LEAD = 0.1
"""By how much it must be more similar to it than to any other mutant."""
WEIGHTS = {
    "failed": 3,
    "status": 2,
    "exception": 2,
    "refused": 2,
    "header": 1,
    "kind": 1,
    "body": 1,
    "says": 1,
}

_DATE = re.compile(r"\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT")
_HINT = re.compile(rf"(?<=has no route for this path\.) .*| (?:{'|'.join(BODY_HINTS)}).*")
_VALUE = re.compile(r'"(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?')
_EXCEPTION = re.compile(r"^(?:\w+\.)*(\w+(?:Error|Exception|Exit|Interrupt))\b", re.MULTILINE)
_OPERATION = re.compile(r"[A-Z]+ /\S*|\([^()]*\)|`[^`]*`")
_PLAIN = {"content-length", "content-type", "etag", "last-modified"}
_NO_ROUTE = "has no route"
_DEPTH = 3


class Known(BaseModel):
    """The signature of a mutant, or of a variant of it."""

    model_config = ConfigDict(frozen=True)

    name: str
    """The mutant's id, with `#2`, `#3` ... for its variants."""
    signature: dict[str, frozenset[str]]

    @property
    def mutant(self) -> str:
        """The mutant's id."""
        return self.name.partition("#")[0]


def signature(report: Report) -> dict[str, frozenset[str]]:
    """Return what failed and how; empty for full marks."""
    if report.start_failure is not None:
        return {START: frozenset(_start_features(report.start_failure))}
    failed = {c.id: _failed_features(c) for c in report.criteria if c.outcome is Outcome.FAILED}
    blocked = (_failed_features(c) for c in report.criteria if c.outcome is Outcome.BLOCKED)
    documented = frozenset(f"documented {message}" for message in report.documentation)
    return {**failed, BESIDE: documented.union(*blocked)} if failed else {}


def _failed_features(criterion: CriterionResult) -> frozenset[str]:
    failed = (check for check in criterion.checks if check.outcome is Outcome.FAILED)
    return frozenset(feature for check in failed for feature in features(check))


def features(check: CheckResult) -> Iterator[str]:
    """Yield what is typical of how a check failed; values that a student is free in are left out."""
    yield f"{check.id} failed"
    generic = check.id.startswith(GENERIC)
    if check.exchanges:
        yield f"{check.id} status {check.exchanges[-1].status}"
        if not generic:
            yield from (f"{check.id} {feature}" for feature in _answer_features(check.exchanges[-1]))
    for line in check.message.splitlines():
        words = _OPERATION.sub("", line) if generic else _HINT.sub("", line)
        yield f"{check.id} says {_VALUE.sub('#', words)}"
    for name in _EXCEPTION.findall(check.log)[-1:]:
        yield f"{check.id} exception {name}"


def _answer_features(exchange: Exchange) -> Iterator[str]:
    text = exchange.response_body.text if exchange.response_body else ""
    shape = _shape(text)
    yield f"kind {type(shape).__name__}"
    yield f"body {json.dumps(shape)}"
    for name, value in exchange.response_headers:
        if name not in _PLAIN:
            yield f"header {name}: {_DATE.sub('(date)', value)}"
    if exchange.status == 422:
        yield from (f"refused {reason}" for reason in _refusals(text))


def _refusals(text: str) -> Iterator[str]:
    """Yield why FastAPI refused a request: its own words, which tell what the student declared."""
    try:
        errors = json.loads(text)["detail"]
        for error in errors[:5]:
            yield f"{error['loc']}: {error['msg']}"[:200]
    except (ValueError, RecursionError, KeyError, TypeError):
        return


def _start_features(failure: StartFailure) -> Iterator[str]:
    yield f"start failed {failure.kind}"
    words = failure.message.partition(": ")[2] or failure.message
    yield f"start says {_VALUE.sub('#', words)}"


def _shape(text: str) -> Any:
    try:
        return _outline(json.loads(text), _DEPTH)
    except (ValueError, RecursionError):
        return bool(text)


def _outline(value: Any, depth: int) -> Any:
    """Return a JSON value with the types of its leaves in place of the leaves."""
    if isinstance(value, dict) and depth:
        return {key: _outline(value[key], depth - 1) for key in sorted(value)[:20]}
    if isinstance(value, list) and depth:
        return [_outline(item, depth - 1) for item in value[:3]]
    return type(value).__name__


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two sets of features share, by weight: 0 to 1."""
    union = sum(map(_weight, one | other))
    return sum(map(_weight, one & other)) / union if union else 0.0


def _weight(feature: str) -> int:
    return next((weight for word, weight in WEIGHTS.items() if f" {word} " in f"{feature} "), 1)


@dataclass(frozen=True)
class _Candidate:
    mutant: str
    criteria: frozenset[str]
    value: float


def likenesses(
    found: Signature, known: Sequence[Known], misconceptions: Mapping[str, str]
) -> tuple[Likeness, ...]:
    """Name the mutants that `found` looks like: each failed criterion is explained at most once.

    Better none than a wrong one: a mutant is named only where it stands out from the others, and an
    endpoint that is simply not there yet only where that explains everything.
    """
    candidates = sorted(_candidates(found, known), key=lambda c: (-len(c.criteria), -c.value, c.mutant))
    named: list[_Candidate] = []
    for candidate in candidates:
        taken = any(candidate.criteria & other.criteria for other in named)
        if not taken and candidate.value >= ALIKE and _stands_out(candidate, candidates):
            named.append(candidate)
    explained = frozenset[str]().union(*(candidate.criteria for candidate in named))
    if explained != _criteria(found):
        named = [candidate for candidate in named if not _unwritten(candidate, found)]
    return tuple(_likeness(candidate, found, misconceptions) for candidate in named)


def _criteria(signature: Signature) -> frozenset[str]:
    return frozenset(signature) - {BESIDE}


def _candidates(found: Signature, known: Sequence[Known]) -> list[_Candidate]:
    """Return how well each mutant fits, by the best of its forms."""
    best: dict[str, _Candidate] = {}
    for one in known:
        criteria = _criteria(one.signature)
        if criteria and criteria <= _criteria(found):
            candidate = _Candidate(one.mutant, criteria, _fit(found, one.signature))
            best[one.mutant] = max(best.get(one.mutant, candidate), candidate, key=_rank)
    return list(best.values())


def _rank(candidate: _Candidate) -> tuple[float, int]:
    return candidate.value, len(candidate.criteria)


def _fit(found: Signature, seen: Signature) -> float:
    """Compare on the criteria of `seen` only: other mistakes may be behind the others."""
    criteria = _criteria(seen)
    beside = found.get(BESIDE, frozenset())
    if criteria != _criteria(found):
        beside &= seen.get(BESIDE, frozenset())
    return similarity(_joined(found, criteria) | beside, _joined(seen, seen))


def tells_the_same(one: Signature, other: Signature) -> bool:
    """Tell whether two signatures stand for the same failure, up to the wording of some features."""
    return (
        _criteria(one) == _criteria(other) and similarity(_joined(one, one), _joined(other, other)) >= CURRENT
    )


def _joined(source: Signature, names: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(source[name] for name in names))


def _stands_out(candidate: _Candidate, candidates: Sequence[_Candidate]) -> bool:
    """Tell whether no other mutant explains as much as well."""
    rivals = [c for c in candidates if c.mutant != candidate.mutant and c.criteria >= candidate.criteria]
    best = max((rival.value for rival in rivals), default=0.0)
    return best < 1 if candidate.value == 1 else best <= candidate.value - LEAD


def _unwritten(candidate: _Candidate, found: Signature) -> bool:
    told = [f for f in _joined(found, candidate.criteria) if " says " in f]
    return bool(told) and all(_NO_ROUTE in feature for feature in told)


def _likeness(candidate: _Candidate, found: Signature, misconceptions: Mapping[str, str]) -> Likeness:
    # A check that fits every app leaves out so much that equal never means the same.
    generic = any(feature.startswith(GENERIC) for feature in _joined(found, candidate.criteria))
    return Likeness(
        mutant=candidate.mutant,
        misconception=misconceptions[candidate.mutant],
        confidence=Confidence.EXACT if candidate.value == 1 and not generic else Confidence.CLOSE,
        criteria=tuple(name for name in found if name in candidate.criteria),
    )


def look_up(report: Report, lesson: Lesson) -> tuple[Likeness, ...]:
    """Name the misconceptions of `lesson` behind what `report` lost.

    Raises:
        LessonError: the lesson's signatures cannot be read.
    """
    found = signature(report)
    known = read_signatures(lesson.signatures_file) if found else ()
    misconceptions = {mutant.id: mutant.misconception for mutant in lesson.mutants}
    return likenesses(found, [one for one in known if one.mutant in misconceptions], misconceptions)


def write_signatures(known: Sequence[Known]) -> str:
    """Return the text of `signatures.json`: one form per line, so that a change shows as a small diff."""
    rows = ",\n".join(f"{json.dumps(one.name)}: {_row(one.signature)}" for one in known)
    return f'{{"format": {FORMAT}, "mutants": {{\n{rows}\n}}}}\n'


def _row(signature: Signature) -> str:
    return json.dumps({name: sorted(signature[name]) for name in signature}, ensure_ascii=False)


def read_signatures(path: Path) -> tuple[Known, ...]:
    """Read `signatures.json`; a lesson without one knows no mistakes.

    Raises:
        LessonError: it is malformed or of another format; the text says how to make it anew.
    """
    mend = f"make it anew with `grade check-lesson {path.parent.name} --update`"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise LessonError(f"{path}: format {data['format']!r}, not {FORMAT}; {mend}")
        return tuple(Known(name=name, signature=row) for name, row in data["mutants"].items())
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise LessonError(f"{path}: no signatures ({type(error).__name__}); {mend}") from None
