"""Finds the app in a submission's source text, as `fastapi dev` would; nothing is imported."""

from grader.discovery.finder import discover
from grader.discovery.importplans import import_plans
from grader.discovery.location import AppKind, AppLocation, Discovery, ImportPlan, SourceProblem

__all__ = [
    "AppKind",
    "AppLocation",
    "Discovery",
    "ImportPlan",
    "SourceProblem",
    "discover",
    "import_plans",
]
