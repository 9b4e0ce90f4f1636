"""Why a submission did not start, as a reason with advice for a beginner."""

from __future__ import annotations

import signal

from grader.results import StartFailure, StartFailureKind
from grader.sandbox.reasons import RULES, first_line
from grader.sandbox.startrecord import failure, read_record
from grader.submission import Submission

Kind = StartFailureKind


def diagnose(raw: object, submission: Submission) -> StartFailure:
    """Turn the record of an exception at import or start-up into a reason."""
    record = read_record(raw)
    for rule in RULES:
        found = rule(record, submission)
        if found is not None:
            return found
    return failure(
        record,
        Kind.LIFESPAN if record.stage == "lifespan" else Kind.IMPORT_ERROR,
        f"{record.type} in {record.place}: {first_line(record.text)}",
        "Run `fastapi dev` yourself: the same error appears there. The traceback shows the line.",
    )


def diagnose_exit(status: int | None, log: str) -> StartFailure:
    """Tell how a process ended that said nothing: `status` is an exit code or minus a signal."""
    tail = "\n".join(log.strip().splitlines()[-12:])
    if status is not None and status < 0:
        name = signal.Signals(-status).name if -status in set(signal.Signals) else f"signal {-status}"
        said = {
            "SIGKILL": "was killed, most likely because it used too much memory or printed without end",
            "SIGXCPU": "used up its CPU time",
            "SIGSEGV": "crashed (segmentation fault)",
            "SIGXFSZ": "wrote a file larger than it may",
        }.get(name, f"was ended by {name}")
        return StartFailure(kind=Kind.CRASHED, message=f"The app's process {said}.", traceback=tail)
    code = "" if status is None else f" with exit code {status}"
    return StartFailure(
        kind=Kind.EXITED,
        message=f"The app's process ended by itself{code}.",
        advice="Look for `exit()`, `sys.exit()` or `os._exit()` in code that runs at import.",
        traceback=tail,
    )


def timed_out(seconds: float, log: str) -> StartFailure:
    """Tell that the app was neither ready nor gone after `seconds`."""
    return StartFailure(
        kind=Kind.TIMEOUT,
        message=f"The app was not ready to serve after {seconds:g} seconds.",
        advice="Something at import or in the lifespan never ends: a loop, a server, a download, a wait.",
        traceback="\n".join(log.strip().splitlines()[-12:]),
    )
