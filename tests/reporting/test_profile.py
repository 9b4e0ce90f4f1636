"""The tables of `--profile`."""

from __future__ import annotations

from grader.reporting.profile import BatchProfile, Profile, render, render_batch

ONE = Profile(
    durations={"start": 1.5, "app": 0.45, "startup": 0.25, "checks": 0.8, "total": 2.75},
    counts={"start": 5, "app": 1, "checks": 1},
    slowest=(("test_items.py::test_create", 0.3), ("test_items.py::test_delete", 0.1)),
)


def test_one_grading() -> None:
    assert render(ONE) == (
        "Where the time went: 3.00 s\n"
        "\n"
        "  startup          0.25 s    8%  ██\n"
        "  start            1.50 s   50%  ██████████            5 starts\n"
        "  app              0.45 s   15%  ███                   1 request\n"
        "  checks           0.80 s   27%  █████\n"
        "\n"
        "The slowest checks:\n"
        "      0.30 s  test_items.py::test_create\n"
        "      0.10 s  test_items.py::test_delete\n"
    )


def test_without_unicode() -> None:
    assert "  start            1.50 s   50%  ##########            5 starts\n" in render(ONE, unicode=False)
    assert render(ONE, unicode=False).isascii()


def test_nothing_was_measured() -> None:
    assert render(Profile({}, {})) == "Where the time went: 0.00 s\n\n"
    assert "judge            0.00 s    0%" in render(Profile({"judge": 0.0, "total": 0.0}, {}))


def test_phases_of_another_version_are_told_last() -> None:
    lines = render(Profile({"zeal": 1.0, "judge": 1.0, "import": 2.0}, {})).splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["judge", "import", "zeal"]


def test_a_batch() -> None:
    profile = BatchProfile(
        graded=12,
        seconds=8.0,
        totals={"app": 3.0, "open": 1.0, "total": 4.0},
        medians={"app": 0.2, "open": 0.05, "total": 0.25},
        idle=0.25,
        slowest=(("Ada L", 1.25), ("Eve", 0.5)),
    )
    assert render_batch(profile) == (
        "Where the time went: 12 hand-ins graded in 8.0 s, 90.0 a minute\n"
        "Workers idle: 25% of their time\n"
        "\n"
        "                      all  share   median\n"
        "  open             1.00 s    25%   0.05 s\n"
        "  app              3.00 s    75%   0.20 s\n"
        "\n"
        "The slowest hand-ins:\n"
        "      1.25 s  Ada L\n"
        "      0.50 s  Eve\n"
    )


def test_a_batch_without_anything_new() -> None:
    told = "Where the time went: nothing was graded in this run\n"
    assert render_batch(BatchProfile(graded=0, seconds=0.1, totals={}, medians={})) == told


def test_idleness_that_nobody_knows_is_not_told() -> None:
    assert "idle" not in render_batch(BatchProfile(graded=1, seconds=1.0, totals={}, medians={}))


def test_what_students_are_called_steers_no_terminal() -> None:
    profile = BatchProfile(1, 1.0, {}, {}, slowest=(("Eve\x1b[2J\n::error::x", 1.0),))
    told = render_batch(profile)
    assert "\x1b" not in told
    assert not any(line.startswith("::") for line in told.splitlines())
