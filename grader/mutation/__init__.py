"""Mutants derived from a correct solution: the mistakes that a learner could make in it, one at a time.

LibCST, which this needs, is an optional extra: it is imported by `generate` only.
"""

from grader.mutation.edit import minimal_edit
from grader.mutation.generated import Generated, generate, spread
from grader.mutation.misconceptions import MISCONCEPTIONS

__all__ = ["MISCONCEPTIONS", "Generated", "generate", "minimal_edit", "spread"]
