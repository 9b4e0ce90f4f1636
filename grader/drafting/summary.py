"""What the author of a new lesson reads in the terminal: pure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.drafting.naming import listed
from grader.drafting.proving import Proof
from grader.drafting.survey import Survey
from grader.statuses import reason

NEXT = """\
What to do next, in this order:
1. Read {checks} and assignment.md side by side. The checks ask for what
   your solution does; make the assignment say all of it, and loosen or remove what it does not say.
2. Give the criteria in lesson.toml titles, hints and points of your own.
3. Put at least two other correct solutions, in other styles, into alternatives/NAME/. They show which checks
   ask for your way of writing instead of for the assignment.
4. Rewrite each mutant's misconception: what a learner believed, why it is not so, and the mend.
5. After each change: {command} --update
   At last:           {command} --generate
docs/writing-a-lesson.md tells more."""


def summary(target: Path, surveyed: Survey, proof: Proof) -> str:
    """Return what was written to `target`, what to do next, and what could not be drafted."""
    specs = "" if target.parent == Path("specs") else f" --specs {target.parent}"
    command = f"grade check-lesson {target.name}{specs or ' --specs specs'}"
    module = next(iter(sorted((target / "checks").glob("*.py")))).name
    parts = [*_written(target, surveyed, proof), ""]
    left = list(_left(surveyed, proof))
    if left:
        parts += ["What could not be drafted:", *(f"- {line}" for line in left), ""]
    parts.append(NEXT.format(checks=f"checks/{module}", command=command))
    return "\n".join(parts)


def _written(target: Path, surveyed: Survey, proof: Proof) -> Iterator[str]:
    lesson = proof.lesson
    ids = {criterion.id for criterion in lesson.criteria}
    checks = sum(len(subject.checks) for subject in surveyed.subjects if subject.criterion in ids)
    counts = listed(
        [
            _counted(len(ids), "criterion", "criteria"),
            _counted(checks, "check", "checks"),
            _counted(len(lesson.mutants), "mutant", "mutants"),
        ]
    )
    yield f"Drafted {target}: {counts}."
    if not proof.problems:
        yield f"It holds: each mutant (chosen from {proof.tried}) is killed by the criteria that it names."
    else:
        yield "It does not hold yet:"
        yield from (f"- {problem.place}: {problem.message}" for problem in proof.problems)


def _left(surveyed: Survey, proof: Proof) -> Iterator[str]:
    for label, why in surveyed.undrafted.items():
        yield f"{label}: {why}."
    for subject in surveyed.subjects:
        label = subject.operation.label
        if label not in surveyed.explored.accepted:
            answer = reason(subject.checks[0].expected.status)
            yield (
                f"{label}: no request was found that it accepts; its check expects the {answer} that came.\n"
                "  Write one that it accepts into the check, or give the inputs `examples=[...]` in the "
                "solution and draft again."
            )
    if proof.dropped:
        one = len(proof.dropped) == 1
        names, them = listed(proof.dropped), "it" if one else "them"
        yield (
            f"the {'criterion' if one else 'criteria'} {names}: no derived mutant is killed by {them}.\n"
            f"  Write such a mutant by hand to bring {them} in."
        )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
