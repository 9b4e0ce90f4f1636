"""What a learner believed who made the mistake that an operator makes: drafts for a lesson's author."""

from collections.abc import Mapping
from types import MappingProxyType

from grader.mutation.misconceptions.input import INPUT
from grader.mutation.misconceptions.logic import LOGIC
from grader.mutation.misconceptions.output import OUTPUT
from grader.mutation.misconceptions.routes import ROUTES

MISCONCEPTIONS: Mapping[str, str] = MappingProxyType({**ROUTES, **INPUT, **OUTPUT, **LOGIC})
"""Operator to two or three sentences: the belief, why it is not so, and the mend."""
