"""Lets a process that was just started import much at once, quickly. Itself it imports next to nothing."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def importing() -> Iterator[None]:
    """Look for no garbage while modules are imported: they leave none, and each look takes longer."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def without_plugins() -> None:
    """Keep Pydantic from searching every installed package for plugins; none has a part in grading.

    For processes of the grader alone: those of submissions get an environment of their own.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
