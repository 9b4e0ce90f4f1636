"""Which sandbox a submission gets: the strongest that is there, or just the one that was asked for."""

from __future__ import annotations

from typing import Literal

from grader.errors import UsageError
from grader.sandbox.settings import SandboxName

Wish = Literal["auto", "import", "docker"]


def choose_sandbox(wish: Wish, image: str = "", *, own_interpreter: bool = False) -> SandboxName:
    """Return the sandbox for a wish; `auto` is Docker where an engine answers that has the image.

    With an interpreter of its own, a submission can only run on this machine.

    Raises:
        UsageError: Docker was asked for and cannot be had; the text says what mends it.
    """
    from grader.sandbox.docker.engine import engine_may_exist

    if wish == "import" or (wish == "auto" and (own_interpreter or not engine_may_exist())):
        return "import"
    try:
        _ask_engine(image)
    except UsageError:
        if wish == "docker":
            raise
        return "import"
    return "docker"


def _ask_engine(image: str) -> None:
    from grader.sandbox.docker.engine import connect, require_image
    from grader.sandbox.docker.labels import default_image

    client = connect()
    try:
        require_image(client, image or default_image())
    finally:
        client.close()
