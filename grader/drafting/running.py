"""Starts the solution that a lesson is drafted from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

from grader.checks.http import Wire, WireRequest
from grader.checks.openapi import DocumentError, read_document
from grader.discovery import AppLocation
from grader.errors import LessonError
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits, StartError
from grader.sandbox.settings import SandboxSettings
from grader.sandbox.warmhost import HostTemplate
from grader.submission import open_submission


class Solution:
    """A solution that can be started again and again; a context manager."""

    def __init__(self, folder: Path, named: Path) -> None:
        """Open the solution in `folder`; `named` is what the author calls it.

        Raises:
            LessonError: there is no app in it, or there are several.
        """
        self._named = named
        with ExitStack() as stack:
            self._submission = stack.enter_context(open_submission(folder))
            self.app = self._found()
            template = stack.enter_context(HostTemplate())
            self._sandbox = stack.enter_context(make_sandbox(SandboxSettings(), template=template.requests))
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self._stack.close()

    @contextmanager
    def start(self) -> Iterator[Wire]:
        """Start it afresh.

        Raises:
            LessonError: it does not start.
        """
        limits = Limits()
        try:
            with self._sandbox.start(self._submission, limits) as app:
                yield Wire(app.connect, limits)
        except StartError as error:
            advice = error.failure.advice
            mend = advice if advice else "mend it first: `grade` tells more"
            raise LessonError(f"{self._named}: the solution does not start: {error}\n{mend}") from None

    def openapi(self) -> dict[str, Any]:
        """Return its OpenAPI document.

        Raises:
            LessonError: it does not start, or has no document that can be read.
        """
        with self.start() as wire:
            response = wire.send(WireRequest("GET", "/openapi.json"))
        try:
            return read_document(response.body)
        except DocumentError as error:
            raise LessonError(
                f"{self._named}: /openapi.json cannot be read ({error}) leave `openapi_url` at its default"
            ) from None

    def _found(self) -> AppLocation:
        found = self._submission.discovery
        if found.app is not None:
            return found.app
        if found.candidates:
            names = ", ".join(f"{each.file}:{each.name}" for each in found.candidates)
            raise LessonError(
                f"{self._named}: several apps ({names}); keep one, or name it in its pyproject.toml under "
                "[tool.fastapi] entrypoint"
            )
        if found.syntax_errors:
            problem = found.syntax_errors[0]
            raise LessonError(f"{self._named / problem.file}:{problem.line}: {problem.message}; mend it")
        raise LessonError(
            f"{self._named}: no FastAPI app here; --from takes the folder that holds main.py "
            "with `app = FastAPI()`"
        )
