"""What was measured, as text; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from benchmarks.speed.measuring import Cost
from benchmarks.speed.ratios import Ratio, Record, compared

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


def growth_table(rows: Iterable[tuple[str, int, Cost, float]]) -> str:
    """Return what a hand-in took, by what grows: name, size, cost, wall time divided by the least size's."""
    head = ("growing", "size", "wall s", "CPU s", "MiB, all", "MiB, parent", "times the least")
    lines = ((what, str(size), *cells([cost]), f"{times:.2f}") for what, size, cost, times in rows)
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
