"""What an image is called, and what it says of itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

VERSION_LABEL = "fastapi-grader.version"
PYTHON_LABEL = "fastapi-grader.python"
PACKAGES_LABEL = "fastapi-grader.packages"

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
"""Images hold the grader's own version of Python, so that its packages fit."""


def default_image() -> str:
    """Return the name of the image that this version of the grader uses."""
    from grader import __version__

    return f"fastapi-grader:{__version__.replace('+', '-')}-py{PYTHON}"


def image_labels(packages: Mapping[str, str]) -> dict[str, str]:
    """Return the labels of an image that holds `packages`, canonical name to version."""
    from grader import __version__

    return {
        VERSION_LABEL: __version__,
        PYTHON_LABEL: PYTHON,
        PACKAGES_LABEL: json.dumps(dict(packages), sort_keys=True),
    }


def provided_packages(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the packages, canonical name to version, that an image with these labels holds."""
    packages: dict[str, str] = json.loads(labels.get(PACKAGES_LABEL, "{}"))
    return packages
