"""Lateness costs what the rule says, and never the original score."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from grader.errors import UsageError
from grader.gradebook.late import (
    LateRule,
    lateness,
    parse_due,
    parse_grace,
    parse_percent,
    parse_rule,
    with_lateness,
)
from tests.gradebook.samples import ADA, NOON, handin, mark

RULE = LateRule(due=NOON, per_day=10, grace=timedelta(hours=1), at_most=25)


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("after", "days", "points"),
    [
        (timedelta(), 0, 0),
        (timedelta(hours=1), 0, 0),
        (timedelta(hours=1, seconds=1), 1, 10),
        (timedelta(hours=25), 1, 10),
        (timedelta(hours=25, seconds=1), 2, 20),
        (timedelta(days=9), 9, 25),
    ],
)
def test_each_started_day_after_the_grace_period_costs(after: timedelta, days: int, points: float) -> None:
    late = lateness(mark(ADA, handin=handin(ADA, submitted=NOON + after)), RULE)
    assert (late and (late.days, late.points)) == ((days, points) if days else None)


def test_the_score_stays_and_only_the_final_one_falls() -> None:
    before = mark(ADA, score=15, handin=handin(ADA, submitted=NOON + timedelta(days=2)))
    after = with_lateness(before, RULE)
    assert (after.score, after.proposed, after.final, after.review) == (15, 15, 0, ())
    assert with_lateness(before, None) == before


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({"handin": handin(ADA, late=True)}, "not when"),
        ({"handin": handin(ADA)}, ""),
        ({"handin": handin(ADA, late=True), "because": "Looked at."}, ""),
        ({"handin": handin(ADA, late=True, submitted=NOON)}, ""),
        ({"handin": handin(ADA, submitted=NOON + timedelta(days=1)), "max_score": 0}, "maximum is not known"),
    ],
)
def test_a_person_looks_where_lateness_cannot_be_known(changes: dict[str, Any], asks: str) -> None:
    after = with_lateness(mark(ADA, **changes), RULE)
    assert asks in "; ".join(after.review)
    assert bool(after.review) is bool(asks)
    assert after.final == 80


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-05-01T23:59+02:00", datetime(2026, 5, 1, 21, 59, tzinfo=UTC)),
        ("2026-05-01T23:59", datetime(2026, 5, 1, 21, 59, tzinfo=UTC)),
        ("2026-01-01 12:00", datetime(2026, 1, 1, 11, tzinfo=UTC)),
        ("2026-05-01", datetime(2026, 5, 1, 21, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_this_machines(text: str, utc: datetime) -> None:
    assert parse_due(text) == utc


def test_the_options_make_a_rule() -> None:
    assert parse_grace("15m") == timedelta(minutes=15)
    assert parse_grace("1D") == timedelta(days=1)
    assert (parse_percent("10%"), parse_percent("12.5")) == (10, 12.5)
    rule = parse_rule("2026-05-01T12:00Z", "10%", "1h", "25")
    assert rule == RULE
    assert parse_rule("") is None


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("tomorrow", "", "", ""), r"--due 'tomorrow': write 2026-05-01T23:59"),
        (("2026-05-01", "ten", "", ""), "--late-penalty 'ten': write a percentage"),
        (("2026-05-01", "101%", "", ""), "--late-penalty '101%'"),
        (("2026-05-01", "10", "2 weeks", ""), "--grace '2 weeks': write minutes, hours or days"),
        (("2026-05-01", "10", "", "-5"), "--late-at-most '-5'"),
        (("", "10", "", ""), "--late-penalty needs --due"),
    ],
)
def test_an_option_that_cannot_be_read_is_told_with_its_mend(
    given: tuple[str, str, str, str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        parse_rule(*given)
