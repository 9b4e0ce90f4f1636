"""Sample lesson checks: one that holds, one with problems of each kind, one that cannot be read."""

from __future__ import annotations

from grader.matrix import (
    CorpusState,
    CriterionHead,
    LessonCheck,
    MutationScore,
    Problem,
    Survivor,
    Trial,
    TrialKind,
    Verdict,
)
from grader.results import Body, CheckResult, Exchange, Outcome

CRITERIA = (
    CriterionHead(id="create-201", title="Creating an item answers 201 with the new item", points=40),
    CriterionHead(id="missing-404", title="Asking for a missing item answers 404 and names it", points=40),
    CriterionHead(
        id="documented-codes", title="The documentation lists 201 and 204 for the routes", points=20
    ),
)
LETTERS = {
    ".": Verdict.PASSED,
    "x": Verdict.KILLED,
    "-": Verdict.BLOCKED,
    "!": Verdict.SURVIVED,
    "#": Verdict.UNDECLARED,
    "?": Verdict.ERROR,
}


def trial(name: str, letters: str, score: int, kind: TrialKind | None = None, **details: bool) -> Trial:
    """Return a trial whose verdicts are written as in an ASCII terminal."""
    verdicts = {head.id: LETTERS[letter] for head, letter in zip(CRITERIA, letters, strict=True)}
    mistake = TrialKind.VARIANT if "#" in name else TrialKind.MUTANT
    return Trial.model_validate(
        {"kind": kind or mistake, "name": name, "verdicts": verdicts, "score": score, **details}
    )


CORRECT = (
    trial("solution", "...", 100, TrialKind.SOLUTION),
    trial("class_store", "...", 100, TrialKind.ALTERNATIVE),
    trial("router_annotated", "...", 100, TrialKind.ALTERNATIVE),
    trial("starter", "xx-", 0, TrialKind.STARTER),
)

HOLDS = LessonCheck(
    lesson="q08-status-codes",
    title="Status codes",
    criteria=CRITERIA,
    trials=(
        *CORRECT,
        trial("create-answers-200", "x.-", 40),
        trial("create-answers-200#2", "x.-", 40),
        trial("missing-answers-200", ".x.", 60, by_corpus=True),
        trial("status-set-only-dynamically", "..x", 80),
        trial("writes-no-await", "---", 0, starts=False),
    ),
    corpus=CorpusState(scenarios=54, requests=60, mistakes=4, found=1),
    mutation=MutationScore(
        generated=40,
        killed=38,
        probes=75,
        survivors=(
            Survivor(
                id="a", place="q08-status-codes/solution/main.py:12", description="`def` for `async def`"
            ),
            Survivor(
                id="b",
                place="q08-status-codes/solution/main.py:31",
                description="`> 0` for `>= 0`",
                difference="GET /items/0 answers 404; the reference solution 200",
                accepted="ids begin with 1",
            ),
        ),
    ),
    repeats=5,
    notes=("corpus.json recorded anew: 54 scenarios",),
    durations={"corpus": 1.26, "trials": 14.0},
)


def evidence(text: str, outcome: Outcome = Outcome.FAILED) -> CheckResult:
    """Return a check that sent and got `text`."""
    body = Body(text=text, size=len(text.encode("utf-8", "surrogatepass")))
    sent = Exchange(method="POST", target="/items", request_body=body, status=200, response_body=body)
    failed = outcome is not Outcome.PASSED
    return CheckResult(
        id="test_items.py::test_create",
        title="Creating an item answers 201",
        outcome=outcome,
        message=f"answered {text}" if failed else "",
        expected="201 Created" if failed else "",
        received=text if failed else "",
        exchanges=(sent,),
        log=f"Traceback (most recent call last):\n{text}" if failed else "",
    )


def broken(text: str) -> LessonCheck:
    """Return a lesson with problems of each kind; `text` stands wherever a submission can put text."""
    toml = "q07-response-models/lesson.toml"
    return LessonCheck(
        lesson="q07-response-models",
        title="Response models",
        criteria=CRITERIA,
        trials=(
            *CORRECT[:2],
            trial("router_annotated", "..#", 80, TrialKind.ALTERNATIVE),
            trial("starter", "---", 0, TrialKind.STARTER, starts=False),
            trial("returns-the-password-hash-with-the-user", "!..", 100),
            trial("returns-the-password-hash-with-the-user#2", "x.-", 40),
            trial("forgets-the-model", "x#-", 0),
            trial("orphan#2", ".x.", 60, flaky=True),
            trial("breaks-the-check", "x?.", 20),
        ),
        corpus=CorpusState(scenarios=1, requests=1, mistakes=1, found=0),
        mutation=MutationScore(
            generated=4,
            killed=1,
            probes=1,
            survivors=(
                Survivor(
                    id="a", place="q07/solution/main.py:9", description="accepted", accepted="no matter"
                ),
                Survivor(
                    id="b",
                    place="q07/solution/main.py:20",
                    description="`response_model=UserOut` dropped",
                    difference=f"GET /users/1 answers 200 {text}; the reference solution 200",
                ),
            ),
        ),
        repeats=2,
        problems=(
            Problem(
                place=f"{toml}:34",
                message="the mutant returns-the-password-hash-with-the-user survives 'create-201'",
                mend="sharpen the check, or mend `kills`",
                evidence=(evidence(text, Outcome.PASSED),),
            ),
            Problem(
                place=f"{toml}:52",
                message="the mutant forgets-the-model is also killed by 'missing-404'",
                mend="let the criterion require the root cause",
                evidence=(evidence(text),) * 5,
            ),
            Problem(place=f"{toml}:60", message=f"the starter does not start: {text}", mend=text),
            Problem(place=toml, message="no mutant is killed by 'documented-codes'"),
        ),
        durations={"trials": 2.04},
    )


UNREADABLE = LessonCheck(
    lesson="q99-draft",
    problems=(
        Problem(place="q99-draft", message="lesson.toml:3: the points sum to 90; make them sum to 100"),
    ),
)
CHECKS = (HOLDS, broken('{"id": 1, "hash": "$2b$"}'), UNREADABLE)
