"""An automated grader for student FastAPI submissions."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("fastapi-grader")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"
