"""Every hostile submission gets the verdict that it must get and does no harm; its twin gets full marks."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import pytest

from tests.hostile.case import FULL_MARKS, load_cases
from tests.hostile.conftest import MakeHarness
from tests.hostile.sandboxes import ATTACKS, PLAINLY, SANDBOXES, TWINS, mark

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the canaries need Linux")

CASES = {case.name: case for case in load_cases()}


def matrix(steps: Mapping[str, int]) -> list[Any]:
    """Return the cases in each sandbox, every so many of them as `steps` say."""
    return [
        pytest.param(name, sandbox, id=f"{name}-{sandbox}", marks=mark(sandbox, quick=case.quick))
        for sandbox, step in steps.items()
        for name, case in list(CASES.items())[::step]
    ]


@pytest.mark.parametrize(("name", "sandbox"), matrix(ATTACKS))
def test_hostile(name: str, sandbox: str, harness: MakeHarness) -> None:
    case, judge = CASES[name], harness(SANDBOXES[sandbox])
    if case.harmful and not judge.holds():
        pytest.skip("here the sandbox would not hold a harmful submission; `grade doctor` says why")
    for _ in range(2 if case.twice else 1):
        assert judge.judge(case, "hostile", case.expected(sandbox)) == []


@pytest.mark.parametrize(("name", "sandbox"), matrix(TWINS))
def test_honest_twin(name: str, sandbox: str, harness: MakeHarness) -> None:
    assert harness(SANDBOXES[sandbox]).judge(CASES[name], "honest", FULL_MARKS) == []


@pytest.mark.parametrize(("name", "sandbox"), matrix(PLAINLY))
def test_the_plain_way_says_the_same(name: str, sandbox: str, harness: MakeHarness) -> None:
    case, judge = CASES[name], harness(SANDBOXES[sandbox])
    if case.harmful and not judge.holds():
        pytest.skip("here the sandbox would not hold a harmful submission; `grade doctor` says why")
    assert judge.judge(case, "hostile", case.expected(sandbox), plain=True) == []
