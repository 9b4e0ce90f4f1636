"""Finds the app in a submission's source text, as `fastapi dev` would; nothing is imported.

The finding is in `finder.py`; what it answers is here, for whoever only passes that on.
"""

from grader.discovery.location import AppKind, AppLocation, Discovery, ImportPlan, SourceProblem

__all__ = [
    "AppKind",
    "AppLocation",
    "Discovery",
    "ImportPlan",
    "SourceProblem",
]
