"""What was measured, as text; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from benchmarks.speed.growth import Grown
from benchmarks.speed.measuring import Cost
from benchmarks.speed.ratios import Ratio, Record, compared
from benchmarks.speed.targets import LIMIT, ONE

MIB = 1024 * 1024
NOTHING = "-"


def costs_table(record: Record) -> str:
    """Return what one hand-in took, medians of the blocks."""
    rows = [("per hand-in, medians", "wall s", "CPU s", "MiB, all", "MiB, parent")]
    return _aligned([*rows, *((name, *cells(costs)) for name, costs in record.items())])


def cells(costs: Sequence[Cost]) -> tuple[str, str, str, str]:
    """Return medians of wall and CPU time, and the most memory."""
    return (
        f"{median(cost.wall for cost in costs):.3f}",
        _number(median(cost.cpu for cost in costs), ".3f"),
        _number(max(cost.memory for cost in costs) / MIB, ".0f"),
        _number(max(cost.parent for cost in costs) / MIB, ".0f"),
    )


def ratios_table(record: Record) -> str:
    """Return how many times quicker than what, with what is aimed at."""
    rows = [("times quicker: median (range)", "than", "wall", "aim", "CPU")]
    for target, wall, cpu in compared(record):
        aim = NOTHING if target.wall is None else f"{target.wall:g}"
        rows.append((target.quick, target.slow, _told(wall), aim, _told(cpu)))
    return _aligned(rows, texts=2)


def share_told(record: Record) -> str:
    """Say which part of a batch's time is spent in the apps and on the wire; "" where it was not measured."""
    if LIMIT not in record or ONE not in record:
        return ""
    wall, cpu = (
        median(
            getattr(least, kind) / getattr(whole, kind)
            for least, whole in zip(record[LIMIT], record[ONE], strict=True)
        )
        for kind in ("wall", "cpu")
    )
    return f"The app and the wire alone are {wall:.0%} of a batch's wall time, {cpu:.0%} of its CPU time."


def growth_table(grown: Iterable[Grown]) -> str:
    """Return what a hand-in took at each size."""
    head = ("growing", "size", "wall s", "CPU s", "MiB, all", "MiB, parent", "times the first")
    lines = ((one.what, str(one.size), *cells([one.cost]), f"{one.times:.2f}") for one in grown)
    return _aligned([head, *lines])


def _told(ratio: Ratio | None) -> str:
    if ratio is None:
        return NOTHING
    return f"{ratio.median:.2f} ({ratio.lowest:.2f} to {ratio.highest:.2f})"


def _number(value: float, form: str) -> str:
    return format(value, form) if value else NOTHING


def _aligned(rows: Sequence[Sequence[str]], texts: int = 1) -> str:
    """Align columns: the first `texts` to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if number < texts else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
