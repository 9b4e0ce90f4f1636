"""What isolation costs: starts, requests and ends in every sandbox, alternating in one run.

    python benchmarks/isolation.py [ROUNDS]

Milliseconds, medians; the ratio is to the `import` sandbox with all defences left out.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from grader.checks.http import Wire, WireRequest
from grader.errors import UsageError
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits, Sandbox
from grader.sandbox.settings import DEFENCES, SandboxSettings
from grader.submission import Submission, open_submission

APP = Path(__file__).parents[1] / "submissions" / "q08-right"
PLAIN = "import, nothing but limits"
SANDBOXES = {
    PLAIN: SandboxSettings(without=DEFENCES),
    "import": SandboxSettings(),
    "docker": SandboxSettings(name="docker", transport="descriptor"),
    "docker over stdio": SandboxSettings(name="docker", transport="stdio"),
}
REQUESTS = 50
PHASES = ("first start", "start", "request", "end")
T = TypeVar("T")
Times = dict[str, list[float]]


def main(rounds: int) -> None:
    """Measure and print."""
    with ExitStack() as stack:
        submission = stack.enter_context(open_submission(APP))
        ready: dict[str, tuple[Sandbox, Times]] = {}
        for name, settings in SANDBOXES.items():
            try:
                sandbox = stack.enter_context(make_sandbox(settings))
            except UsageError as error:
                print(f"{name}: {error}")
                continue
            ready[name] = sandbox, {phase: [] for phase in PHASES}
            _once(sandbox, submission, ready[name][1], "first start")
        for _ in range(rounds):
            for sandbox, times in ready.values():
                _once(sandbox, submission, times, "start")
        _print({name: times for name, (_sandbox, times) in ready.items()})


def _once(sandbox: Sandbox, submission: Submission, times: Times, phase: str) -> None:
    context = sandbox.start(submission, Limits())
    app = _timed(times[phase], context.__enter__)
    wire = Wire(app.connect, Limits())
    for _ in range(REQUESTS if phase == "start" else 0):
        _timed(times["request"], lambda: wire.send(WireRequest("GET", "/openapi.json")))
    end = times["end"] if phase == "start" else []
    _timed(end, lambda: context.__exit__(None, None, None))


def _timed(into: list[float], action: Callable[[], T]) -> T:
    started = time.perf_counter()
    result = action()
    into.append((time.perf_counter() - started) * 1000)
    return result


def _print(measured: dict[str, Times]) -> None:
    print(f"{'':<28}" + "".join(f"{phase:>22}" for phase in PHASES))
    plain = {phase: statistics.median(times) for phase, times in measured[PLAIN].items()}
    for name, phases in measured.items():
        medians = {phase: statistics.median(times) for phase, times in phases.items()}
        cells = (f"{medians[phase]:9.2f} ms ({medians[phase] / plain[phase]:4.1f} x)" for phase in PHASES)
        print(f"{name:<28}" + "".join(f"{cell:>22}" for cell in cells))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
