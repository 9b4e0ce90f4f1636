"""A failure counts only when it comes back on a fresh app: this sees to it, with few starts.

An app goes on after a check that failed, but is doubted: what that check left behind may make the next one
fail, so that how it goes on a fresh app decides. Where a criterion is lost already, a check that fails on an
app that nothing has changed need not fail again.
"""

from __future__ import annotations

import pytest

from grader.checks.app import AppHandle
from grader.checks.failure import Blocked, Unstable
from grader.checks.http import DOCUMENT, WireRequest
from grader.checks.outcome import Evidence, criterion_of
from grader.sandbox.base import StartError

OURS = {"app", "app_handle", "client", "job", "lesson", "openapi", "request", "source"}
"""The fixtures that every lesson has."""

EVIDENCE = "evidence"
"""The user property with exchanges and log of the run that is told."""


class Confirmation:
    """Confirms the failures of one grading."""

    def __init__(self) -> None:
        """Nothing is lost yet."""
        self._lost: set[str] = set()
        """Criteria of which a check has failed, and failed again."""

    def prepare(self, item: pytest.Item, app: AppHandle) -> None:
        """See to it that a check that needs a fresh app, or would hardly pass on a doubted one, gets one."""
        if app.doubted and self._needs_fresh(item, app):
            app.wear_out()

    def _needs_fresh(self, item: pytest.Item, app: AppHandle) -> bool:
        if _confirms_itself(item) or _prepares_itself(item):
            return True
        return app.wire.changed and (self._is_lost(item) or _reads_document(item))

    def judge(self, item: pytest.Function, app: AppHandle, first: Exception) -> None:
        """Run a check that raised `first` again on a fresh app; returns where it passes after all.

        Raises:
            AssertionError: it failed; `Unstable` when once only, though no other check can have made it fail.
            Exception: what else it raised, on an app that is not doubted.
        """
        if isinstance(first, AssertionError):
            self._judge_failure(item, app, first)
        elif not app.doubted:
            raise first
        else:
            self._begin_again(item, app)

    def _begin_again(self, item: pytest.Function, app: AppHandle) -> None:
        try:
            _call_afresh(item, app)
        except AssertionError as first:
            self._judge_failure(item, app, first)

    def _judge_failure(self, item: pytest.Function, app: AppHandle, first: AssertionError) -> None:
        if _confirms_itself(item):
            raise first
        enough = app.unchanged and (app.answered or not app.doubted) and not app.plain
        if enough and self._is_lost(item):
            app.doubt()
            raise first
        self._confirm(item, app, first)

    def _confirm(self, item: pytest.Function, app: AppHandle, first: AssertionError) -> None:
        doubted = app.doubted
        evidence = app.exchanges(), app.log()
        second, fresh = _run_again(item, app)
        if second is None:
            if doubted:
                return
            item.user_properties.append((EVIDENCE, evidence))
            raise Unstable(f"It failed once and passed on a fresh app. The first time: {first}") from first
        # Told as it went on the fresh app, where it went alike: there a student can repeat it.
        alike = isinstance(second, AssertionError) and _course(fresh) == _course(evidence)
        item.user_properties.append((EVIDENCE, fresh if alike or doubted else evidence))
        told = second if alike or doubted else first
        if isinstance(told, AssertionError):
            self._lost.add(_at_stake(item))
        raise told from None

    def _is_lost(self, item: pytest.Item) -> bool:
        return _at_stake(item) in self._lost


def evidence_of(item: pytest.Item) -> Evidence:
    """Return exchanges and log of the run that is told; of the only one where there was no second."""
    kept = [value for name, value in item.user_properties if name == EVIDENCE]
    item.user_properties[:] = [pair for pair in item.user_properties if pair[0] != EVIDENCE]
    if kept:
        evidence: Evidence = kept[0]  # type: ignore[assignment]
        return evidence
    app = getattr(item, "funcargs", {}).get("app_handle")
    return (app.exchanges(), app.log()) if isinstance(app, AppHandle) else ((), "")


def _at_stake(item: pytest.Item) -> str:
    """Return the criterion of a check; one without any stands for itself."""
    return criterion_of(item) or item.nodeid


def _confirms_itself(item: pytest.Item) -> bool:
    return item.get_closest_marker("confirmed") is not None


def _prepares_itself(item: pytest.Item) -> bool:
    """Tell whether a fixture of its lesson may ask the app for something: it is not called again."""
    callspec = getattr(item, "callspec", None)
    return not _fixtures(item) <= {*OURS, *(callspec.params if callspec else ())}


def _reads_document(item: pytest.Item) -> bool:
    """Tell whether a fixture reads the app's document: what it finds wrong is not confirmed."""
    return "openapi" in _fixtures(item)


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _run_again(item: pytest.Function, app: AppHandle) -> tuple[Exception | None, Evidence]:
    """Call the check's function once more on a fresh app; return what it raised, and the evidence."""
    try:
        _call_afresh(item, app)
    except (AssertionError, StartError, Blocked) as error:
        app.doubt()
        return error, (app.exchanges(), app.log())
    return None, ((), "")


def _call_afresh(item: pytest.Function, app: AppHandle) -> None:
    """Call the check's function on a fresh app, asked for its document where a fixture has read it."""
    app.restart()
    if _reads_document(item):
        app.wire.send(WireRequest("GET", DOCUMENT))
    item.obj(**{name: item.funcargs[name] for name in item._fixtureinfo.argnames})


def _course(evidence: Evidence) -> list[tuple[str, int | None]]:
    return [(exchange.method, exchange.status) for exchange in evidence[0]]
