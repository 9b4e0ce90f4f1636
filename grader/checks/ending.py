"""The end of a checker whose runner has gone. Light to import: it may come before everything else is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

from grader.sandbox.inside.supervisor import sweep


def end_everything(scratch: Path | None) -> NoReturn:
    """End this process and all below it, and leave no files: the runner may be gone."""
    sweep()
    if scratch is not None:
        shutil.rmtree(scratch, ignore_errors=True)
    os._exit(130)
