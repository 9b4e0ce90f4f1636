"""Drafts a lesson from a correct solution: contract, checks, rubric, mutants, assignment."""

from grader.drafting.draft import draft_lesson

__all__ = ["draft_lesson"]
