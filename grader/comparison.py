"""What changed between two gradings of one submission."""

from __future__ import annotations

from grader.results import Outcome, Report, Result


class CriterionChange(Result):
    """A criterion that is judged otherwise than before."""

    id: str
    title: str
    before: Outcome
    after: Outcome
    points_before: int
    points_after: int


class CriterionRef(Result):
    """A criterion that only one of the two rubrics has."""

    id: str
    title: str


class Changes(Result):
    """The difference of two reports."""

    score_before: int
    score_after: int
    max_before: int
    max_after: int
    criteria: tuple[CriterionChange, ...] = ()
    """Those with another outcome or other points, in the order of the later report."""
    added: tuple[CriterionRef, ...] = ()
    """Criteria that the lesson did not have before."""
    removed: tuple[CriterionRef, ...] = ()

    @property
    def newly_passed(self) -> tuple[CriterionChange, ...]:
        """Criteria that are passed now, and were not."""
        return tuple(c for c in self.criteria if c.after is Outcome.PASSED is not c.before)

    @property
    def newly_lost(self) -> tuple[CriterionChange, ...]:
        """Criteria that were passed, and are not any more."""
        return tuple(c for c in self.criteria if c.before is Outcome.PASSED is not c.after)


def changes(before: Report, after: Report) -> Changes:
    """Compare two reports criterion by criterion; the lesson may have changed between them."""
    old = {criterion.id: criterion for criterion in before.criteria}
    new = {criterion.id: criterion for criterion in after.criteria}
    both = tuple(
        CriterionChange(
            id=name,
            title=now.title,
            before=old[name].outcome,
            after=now.outcome,
            points_before=old[name].points,
            points_after=now.points,
        )
        for name, now in new.items()
        if name in old and (now.outcome, now.points) != (old[name].outcome, old[name].points)
    )
    return Changes(
        score_before=before.score,
        score_after=after.score,
        max_before=before.max_score,
        max_after=after.max_score,
        criteria=both,
        added=tuple(CriterionRef(id=c.id, title=c.title) for c in after.criteria if c.id not in old),
        removed=tuple(CriterionRef(id=c.id, title=c.title) for c in before.criteria if c.id not in new),
    )
