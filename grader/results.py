"""What grading yields: immutable values whose totals are computed, never stored."""

from __future__ import annotations

import base64
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from grader.curl import curl_command
from grader.levels import IsolationLevel

Header = tuple[str, str]
NonNegative = Annotated[int, Field(ge=0)]


class Result(BaseModel):
    """Base of every result: frozen, closed, and documented in the published JSON Schema."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _drop_computed(cls, data: Any) -> Any:
        """Let a report that was written as JSON be read again: totals are computed anew."""
        if not isinstance(data, dict):
            return data
        computed = cls.model_computed_fields
        return {key: value for key, value in data.items() if key not in computed}


class Outcome(StrEnum):
    """How a check or a criterion ended."""

    PASSED = "passed"
    FAILED = "failed"
    """The submission does not do what is asked."""
    BLOCKED = "blocked"
    """Cannot be judged until something else is mended."""
    ERROR = "error"
    """The grader failed; the points are neither given nor lost: a person must look."""


class Body(Result):
    """A request or response body, cut to a bounded size."""

    text: str
    """The body, or its first part; Base64 when `encoding` says so."""
    encoding: Literal["text", "base64"] = "text"
    size: NonNegative
    """Bytes on the wire, before cutting."""
    truncated: bool = False

    def content(self) -> str | bytes:
        """Return the text, or the bytes behind Base64."""
        return base64.b64decode(self.text) if self.encoding == "base64" else self.text

    @model_validator(mode="after")
    def _decodable(self) -> Self:
        self.content()
        return self


class Exchange(Result):
    """One request and what came back."""

    method: str
    target: str
    """Path and query as sent, for example `/items?limit=ten`."""
    request_headers: tuple[Header, ...] = ()
    """Headers that the check chose; those of the transport are left out."""
    omitted_headers: tuple[str, ...] = ()
    """Headers that a client sends by itself and that were left out on purpose."""
    request_body: Body | None = None
    status: int | None = None
    """HTTP status code; null when no answer came."""
    response_headers: tuple[Header, ...] = ()
    """Without `date` and `server`, which differ from run to run."""
    response_body: Body | None = None
    failure: str = ""
    """Why no answer came; empty when one did."""
    note: str = ""
    """Place in a sequence of requests, when that matters."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def curl(self) -> str:
        """A command that sends the same request to `fastapi dev`."""
        body = self.request_body
        return curl_command(
            self.method,
            self.target,
            self.request_headers,
            None if body is None else body.content(),
            omitted=self.omitted_headers,
            incomplete=body is not None and body.truncated,
        )


class Span(Result):
    """One request on a timeline, in seconds after the first one was sent."""

    label: str
    """Method and target."""
    sent: float
    answered: float
    status: int | None = None
    probe: bool = False
    """Sent again and again, to see whether the app still answers."""
    parts: tuple[float, ...] = ()
    """When the parts of a streamed answer came."""


class Box(Result):
    """A box of a student's diagram, or one that is missing from it."""

    id: str
    label: str
    mark: Literal["", "missing", "wrong"] = ""


class Arrow(Result):
    """An arrow between two boxes, by their ids."""

    source: str
    target: str
    label: str = ""
    mark: Literal["", "missing", "wrong"] = ""


class Diagram(Result):
    """A student's diagram, with what is missing and what is wrong marked."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...] = ()


class CheckResult(Result):
    """One pytest item of a lesson."""

    id: str
    """Module and function of the check, for example `test_items.py::test_create`."""
    criterion: str | None = None
    """The criterion that it belongs to; null for an observation, which costs no points."""
    title: str
    """What was checked, as a sentence."""
    outcome: Outcome
    message: str = ""
    """What went wrong."""
    expected: str = ""
    received: str = ""
    exchanges: tuple[Exchange, ...] = ()
    """The evidence, the telling exchange last."""
    timeline: tuple[Span, ...] = ()
    """When requests that were sent together began and ended; differs from run to run, as durations do."""
    diagram: Diagram | None = None
    """The student's own, where one was asked for."""
    log: str = ""
    """What the app wrote while the check ran, cut to its tail."""
    unstable: bool = False
    """It failed once and passed on a fresh app: a person must look, no points are lost."""


class Decision(Result):
    """What an instructor decided on a criterion, over what the grader proposed."""

    points: NonNegative
    because: str
    by: str = ""


class CriterionResult(Result):
    """One graded item of the rubric."""

    id: str
    title: str
    outcome: Outcome
    max_points: NonNegative
    hint: str = ""
    topic: str = ""
    """Where the course teaches it."""
    blocked_by: tuple[str, ...] = ()
    """Ids of the criteria to mend first."""
    checks: tuple[CheckResult, ...] = ()
    review: bool = False
    """The outcome is a proposal: a person must look."""
    decision: Decision | None = None
    """A person has looked."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def points(self) -> int:
        """Earned points: all or nothing per criterion, unless a person decided."""
        if self.decision is not None:
            return self.decision.points
        return self.max_points if self.outcome is Outcome.PASSED else 0

    @property
    def needs_review(self) -> bool:
        """Whether a person must look before these points count."""
        unstable = any(check.unstable for check in self.checks)
        return self.review or unstable or self.outcome is Outcome.ERROR


class StartFailureKind(StrEnum):
    """Why a submission did not start; the values are stable and can be counted over a class."""

    UNUSABLE = "unusable"
    NO_APP = "no-app"
    MISSING_PACKAGE = "missing-package"
    MISSING_SETTING = "missing-setting"
    LIBRARY_GENERATION = "library-generation"
    IMPORT_ROOT = "import-root"
    DATABASE = "database"
    MISSING_FILE = "missing-file"
    SHADOWING = "shadowing"
    SYNTAX = "syntax"
    SIDE_EFFECT = "side-effect"
    NOT_ASGI = "not-asgi"
    LIFESPAN = "lifespan"
    TIMEOUT = "timeout"
    EXITED = "exited"
    CRASHED = "crashed"
    IMPORT_ERROR = "import-error"


class StartFailure(Result):
    """Why there is no running app to judge."""

    kind: StartFailureKind
    message: str
    """One sentence for the student."""
    advice: str = ""
    """What to do about it."""
    traceback: str = ""
    """The student's own frames and the exception, paths relative to the submission."""
    file: str = ""
    line: int | None = None
    package: str = ""
    """The missing package, where one is."""
    tried: tuple[str, ...] = ()
    """Files looked at, or import roots tried."""
    needs_review: bool = False
    """The cause may lie in the grading environment, so a zero would be unfair unseen."""


class Confidence(StrEnum):
    """How well a failure matches a known mistake."""

    EXACT = "exact"
    """The same checks failed, with the same kind of evidence."""
    CLOSE = "close"
    """Nearly so, and no other known mistake is near."""


START = "(start)"
"""Stands in a likeness for the app's start, which belongs to no criterion."""

UNLOADED = "The lesson's check module "
"""How a note on the lesson's own fault begins: it may quote what a criterion is judged by."""


class Likeness(Result):
    """A known mistake that lost points look like."""

    mutant: str
    """Id of the mistake in the lesson."""
    misconception: str
    """What someone who makes it believes, why it is not so, and the mend."""
    confidence: Confidence
    criteria: tuple[str, ...]
    """Ids of the failed criteria that it explains."""


class LessonInfo(Result):
    """The lesson that was graded."""

    id: str
    title: str
    topic: str = ""
    digest: str
    """SHA-256 over the lesson's files."""
    chosen: str = ""
    """How the lesson was chosen, when it was not named; or what speaks against the one that was."""


class SubmissionInfo(Result):
    """The submission that was graded."""

    name: str
    digest: str
    """SHA-256 over the submission's files."""
    app: str = ""
    """The app object, for example `main:app`."""
    python: str = ""
    """Version of the interpreter that ran it, and whether it was the submission's own."""


class MissingLayer(Result):
    """An isolation layer that was not in force."""

    layer: str
    why: str


class SandboxInfo(Result):
    """Where the submission ran, and what really kept it there."""

    name: str
    level: IsolationLevel = "none"
    layers: tuple[str, ...] = ()
    """Isolation layers that were in force: each was attacked, and held."""
    missing: tuple[MissingLayer, ...] = ()
    unavailable: tuple[str, ...] = ()
    """Defences that this machine does not allow."""


class Report(Result):
    """The result of grading one submission against one lesson."""

    schema_version: Literal["1"] = "1"
    grader_version: str
    lesson: LessonInfo
    submission: SubmissionInfo
    sandbox: SandboxInfo
    criteria: tuple[CriterionResult, ...]
    start_failure: StartFailure | None = None
    starts_reliably: bool = True
    """False when the app started at one time and failed to at another: a person must look."""
    looks_like: tuple[Likeness, ...] = ()
    """Known mistakes that would explain what was lost."""
    observations: tuple[CheckResult, ...] = ()
    """Findings outside the rubric; they cost no points."""
    documentation: tuple[str, ...] = ()
    """Where the app's OpenAPI document differs from the contract, whether that costs points or not."""
    verdict: tuple[str, ...] = ()
    """What became of the score outside the rubric: a decision on the whole of it, lateness. Told first."""
    notes: tuple[str, ...] = ()
    """Remarks on how the submission was graded."""
    durations: dict[str, float] = Field(default_factory=dict)
    """Seconds per phase, and their sum as `total`: the only part that differs between two runs."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def score(self) -> int:
        """Points earned."""
        return sum(criterion.points for criterion in self.criteria)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def max_score(self) -> int:
        """Points possible."""
        return sum(criterion.max_points for criterion in self.criteria)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def unjudged_points(self) -> int:
        """Points of criteria on which the grader itself failed."""
        return sum(c.max_points for c in self.criteria if c.outcome is Outcome.ERROR)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def needs_review(self) -> bool:
        """Whether a person must look before the score counts."""
        return (
            any(criterion.needs_review for criterion in self.criteria)
            or not self.starts_reliably
            or (self.start_failure is not None and self.start_failure.needs_review)
        )

    @property
    def full_marks(self) -> bool:
        """Whether nothing was lost."""
        return self.score == self.max_score

    def lost(self) -> tuple[CriterionResult, ...]:
        """Criteria that cost points, root causes (failed, error) before blocked ones."""
        order = {Outcome.FAILED: 0, Outcome.ERROR: 1, Outcome.BLOCKED: 2}
        lost = [c for c in self.criteria if c.outcome is not Outcome.PASSED]
        return tuple(sorted(lost, key=lambda c: order[c.outcome]))
