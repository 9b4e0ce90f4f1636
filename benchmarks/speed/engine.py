"""Whether a Docker engine is there to measure with."""

from __future__ import annotations

from grader.sandbox.docker.engine import EngineError, connect, require_image
from grader.sandbox.docker.labels import default_image


def why_no_docker() -> str:
    """Say why nothing can be measured in Docker, or return "" when image and engine are ready.

    The image is made where there is none.
    """
    from grader.sandbox.docker.image import build_image

    try:
        client = connect()
        try:
            require_image(client, default_image())
        except EngineError:
            build_image(default_image(), "interpreter")
        finally:
            client.close()
    except EngineError as error:
        return str(error)
    return ""
