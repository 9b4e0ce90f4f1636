"""Which hand-ins of a class are alike: evidence for a person to look at, never a verdict."""

from grader.similarity.compare import compare

__all__ = ["compare"]
