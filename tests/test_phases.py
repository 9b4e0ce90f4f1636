"""The clock of a grading, and the table of its phases."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from grader.phases import OUTSIDE, PHASES, Clock, Phase, put_together

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "report.md"


class Hand:
    """A time that goes on only when it is told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_phase_inside_another_is_subtracted_from_it() -> None:
    now = Hand()
    clock = Clock("checker", now)
    now.seconds += 1
    with clock.phase("checks"):
        now.seconds += 2
        with clock.phase("start"):
            now.seconds += 4
        now.seconds += 8
        with clock.phase("app"):
            now.seconds += 16
        with clock.phase("app"):
            now.seconds += 32
    now.seconds += 64
    assert clock.durations() == {"checker": 65, "start": 4, "app": 48, "checks": 10}
    assert clock.counts == {"checker": 1, "checks": 1, "start": 1, "app": 2}


def test_a_phase_ends_when_its_block_fails() -> None:
    now = Hand()
    clock = Clock("checks", now)
    try:
        with clock.phase("start"):
            now.seconds += 1
            raise TimeoutError
    except TimeoutError:
        now.seconds += 2
    assert clock.durations() == {"start": 1, "checks": 2}


def test_a_phase_that_is_begun_goes_on() -> None:
    now = Hand()
    clock = Clock("checker", now)
    clock.begin("end")
    now.seconds += 3
    assert clock.durations() == {"checker": 0, "end": 3}


def test_requests_that_are_under_way_together_count_once() -> None:
    now = Hand()
    clock = Clock("checks", now)
    first, second = clock.phase("app"), clock.phase("app")
    first.__enter__()
    now.seconds += 1
    second.__enter__()
    now.seconds += 2
    first.__exit__(None, None, None)
    now.seconds += 4
    second.__exit__(None, None, None)
    now.seconds += 8
    assert clock.durations() == {"app": 7, "checks": 8}
    assert clock.counts["app"] == 2


def test_threads_share_a_clock() -> None:
    clock = Clock("checks")

    def send() -> None:
        for _ in range(200):
            with clock.phase("app"):
                pass

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clock.counts["app"] == 800
    assert clock._running == ["checks"]


STEPS = st.lists(st.tuples(st.sampled_from(["start", "app", "end", ""]), st.integers(0, 9)))


@given(STEPS)
def test_all_phases_add_up_to_the_time_that_passed(steps: list[tuple[Phase, int]]) -> None:
    now = Hand()
    clock = Clock("checks", now)
    opened = []
    for phase, seconds in steps:
        if phase:
            opened.append(clock.phase(phase))
            opened[-1].__enter__()
        elif opened:
            opened.pop(len(opened) // 2).__exit__(None, None, None)
        now.seconds += seconds
    assert sum(clock.durations().values()) == now.seconds - 100


def test_a_grading_is_put_together_from_two_processes() -> None:
    before = {"open": 0.5}
    around = {"checker": 10.0, "judge": 0.25, "choose": 1.0}
    inside = {"checker": 2.0, "start": 3.0, "choose": 1.0}
    whole = put_together(before, around, inside)
    assert list(whole.items()) == [
        ("open", 0.5),
        ("checker", 6.0),
        ("choose", 2.0),
        ("start", 3.0),
        ("judge", 0.25),
        ("total", 11.75),
    ]


def test_a_checker_that_measured_nothing_has_all_of_its_time() -> None:
    assert put_together({}, {"checker": 2.0}, {}) == {"checker": 2.0, "total": 2.0}


def test_every_phase_is_in_the_table() -> None:
    assert get_args(Phase) == tuple(PHASES)


def test_the_page_tells_every_phase() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    where = {phase: "with `--profile`" if phase in OUTSIDE else "in the report" for phase in PHASES}
    assert rows == [(phase, where[phase], told) for phase, told in PHASES.items()]
