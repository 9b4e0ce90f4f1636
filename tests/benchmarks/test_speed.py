"""What `python -m benchmarks.speed` reckons and prints; one slow test measures really."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.speed.__main__ import main
from benchmarks.speed.arguments import GUARD_LESSONS, parse
from benchmarks.speed.classroom import LESSONS, write_class
from benchmarks.speed.measuring import Cost, MeasuringError, mean, measure
from benchmarks.speed.ratios import Ratio, compared, ratio, shortfalls
from benchmarks.speed.table import costs_table, ratios_table
from benchmarks.speed.targets import CHOSEN, DOCKER, LIMIT, NAMED, ONE, PEER, TARGETS, TWO

MIB = 1024 * 1024


def test_the_ratio_is_the_median_of_the_blocks() -> None:
    slow = [Cost(10, 8), Cost(12, 8), Cost(30, 8)]
    quick = [Cost(5, 2), Cost(2, 2), Cost(10, 2)]
    assert ratio(slow, quick, "wall") == Ratio(3, 2, 6)
    assert ratio(slow, quick, "cpu") == Ratio(4, 4, 4)


def test_what_was_not_measured_has_no_ratio() -> None:
    assert ratio([Cost(10, 8)], [Cost(5, 0)], "cpu") is None
    assert ratio([], [], "wall") is None


def test_only_what_was_measured_is_compared() -> None:
    found = list(compared({PEER: [Cost(10)], TWO: [Cost(1)]}))
    assert [(target.slow, target.quick) for target, _, _ in found] == [(PEER, TWO)]


def test_the_guard_names_each_ratio_below_its_least() -> None:
    record = {PEER: [Cost(10, 10)], NAMED: [Cost(5, 4)], CHOSEN: [Cost(4, 6)], TWO: [Cost(1, 1)]}
    wall, cpu = shortfalls(record, cores=2)
    assert wall.startswith(f"{NAMED}: only 2.00 times quicker in wall time than {PEER}; at least 2.5")
    assert cpu.startswith(f"{CHOSEN}: only 1.67 times quicker in CPU time")


def test_the_guard_is_content_with_the_least() -> None:
    least = {PEER: [Cost(10, 10)], NAMED: [Cost(4, 5)], ONE: [Cost(1.2, 1)], TWO: [Cost(1, 1)]}
    assert shortfalls(least, cores=2) == []


def test_a_second_worker_is_expected_to_help_only_where_there_are_two_cores() -> None:
    record = {ONE: [Cost(1)], TWO: [Cost(1)]}
    assert len(shortfalls(record, cores=2)) == 1
    assert shortfalls(record, cores=1) == []


@pytest.mark.parametrize("target", TARGETS)
def test_the_guard_asks_for_less_than_is_aimed_at(target: object) -> None:
    one = next(one for one in TARGETS if one is target)
    for least in (one.least_wall, one.least_cpu):
        assert least is None or (one.wall is not None and least < one.wall)


def test_times_are_shared_among_hand_ins_and_memory_is_not() -> None:
    assert Cost(10, 20, 30, 40).each(10) == Cost(1, 2, 30, 40)
    assert mean([Cost(1, 2, 3, 4), Cost(3, 4, 1, 2)]) == Cost(2, 3, 3, 4)


def test_the_tables_hold_medians_ratios_and_aims() -> None:
    record = {
        PEER: [Cost(8, 8, 300 * MIB, 12 * MIB), Cost(12, 8, 310 * MIB, 12 * MIB)],
        DOCKER: [Cost(1), Cost(2)],
    }
    costs = costs_table(record).splitlines()
    assert costs[1].split()[-4:] == ["10.000", "8.000", "310", "12"]
    assert costs[2].split()[-4:] == ["1.500", "-", "-", "-"]
    (_head, line) = ratios_table(record).splitlines()
    assert line.endswith("7.00 (6.00 to 8.00)   15    -")


def test_the_guard_is_small_where_nothing_else_is_said() -> None:
    small, usual = parse(["--guard"]), parse([])
    assert (small.rounds, small.lessons) == (1, GUARD_LESSONS)
    assert small.submissions < usual.submissions == 40
    assert parse(["--guard", "--rounds", "3"]).rounds == 3
    assert "growth" not in usual.part


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--part", "peer,colt"], "no part 'colt'; there are peer, cold"),
        (["--submissions", "3"], "--submissions 3: give two for each lesson at least"),
        (["--rounds", "0"], "give a number from 1 on"),
    ],
)
def test_arguments_that_cannot_be_used(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(arguments)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_half_of_a_class_is_right_and_no_two_are_equal(tmp_path: Path) -> None:
    made = write_class(tmp_path, LESSONS, 16).handins
    assert sum(one.right for one in made) == 8
    assert {one.lesson for one in made} == set(LESSONS)
    assert len({Path(one.folder, "main.py").read_text() for one in made}) == 16
    assert {one.app for one in made} == {"main:app"}
    assert sum(1 for path in tmp_path.glob("*/*") if path.is_dir()) == 16


def test_each_block_takes_one_of_each_lesson_half_of_them_right(tmp_path: Path) -> None:
    made = write_class(tmp_path, LESSONS, 16)
    blocks = [made.samples(block) for block in range(2)]
    for chosen in blocks:
        assert [one.lesson for one in chosen] == list(LESSONS)
        assert sum(one.right for one in chosen) == 2
    assert not {one.folder for one in blocks[0]} & {one.folder for one in blocks[1]}


def test_an_unknown_lesson_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lessons", "q99-none", "--part", "cold"]) == 2
    assert "cannot measure: unknown lesson 'q99-none'" in capsys.readouterr().err


SPEND = "import time\nwhile time.process_time() < 0.5: pass"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_time_and_memory_of_processes_that_nobody_waits_for_count() -> None:
    code = f"x = bytearray(64 << 20)\n{SPEND}\ntime.sleep(1)"
    parent = (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        f"subprocess.Popen([sys.executable, '-c', {code!r}])\n"
        "time.sleep(2)"
    )
    cost = measure([sys.executable, "-c", parent])
    assert cost.cpu > 0.4
    assert cost.memory > 64 * MIB > cost.parent > 0


def test_a_command_that_fails_is_told_with_its_output() -> None:
    with pytest.raises(MeasuringError, match=r"ended with 3:\nwhy"):
        measure([sys.executable, "-c", "print('why'); raise SystemExit(3)"])
    measure([sys.executable, "-c", "raise SystemExit(3)"], expected=[3])


def test_a_command_that_hangs_is_ended() -> None:
    with pytest.raises(MeasuringError, match="ended with 124"):
        measure([sys.executable, "-c", "import time; time.sleep(600)"], seconds=0.5)


@pytest.mark.slow
def test_a_tiny_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tmp_path / "told.json"
    small = ["--lessons", "q08-status-codes", "--submissions", "2", "--rounds", "1", "--json", str(written)]
    assert main([*small, "--part", "peer,cold,batch,limit"]) == 0
    costs = json.loads(written.read_text())["costs"]
    assert set(costs) == {PEER, NAMED, CHOSEN, ONE, TWO, LIMIT}
    assert all(cost["wall"] > 0 and cost["cpu"] > 0 for found in costs.values() for cost in found)
    told = capsys.readouterr().out
    assert "times quicker" in told
    assert "The app and the wire alone are" in told
