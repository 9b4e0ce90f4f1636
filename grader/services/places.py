"""Where in the student's code a criterion was lost: criterion, route, file and line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from grader.discovery.routematch import match_route
from grader.discovery.routes import Route, find_routes
from grader.discovery.sources import Sources
from grader.reporting import wording
from grader.reporting.github_classroom import Place
from grader.results import CheckResult, Report
from grader.submission import Submission

DOCUMENT = "/openapi.json"
_OPERATION = re.compile(r"^([A-Z]+) (/\S*)")


def find_places(report: Report, submission: Submission, folder: PurePosixPath) -> dict[str, Place]:
    """Return a line for each lost criterion; `folder` is where the submission lies in the repository.

    It is the line of the route that the telling request was meant for; where there is no such route,
    the file of the app; where the app did not start, the line that the failure names.
    """
    failure, app = report.start_failure, submission.discovery.app
    if failure is not None:
        place = Place(str(folder / failure.file), failure.line or 1) if failure.file else None
        return {criterion.id: place for criterion in report.lost() if place}
    routes = find_routes(Sources(submission.root))
    found = {}
    for criterion in report.lost():
        findings = wording.findings(criterion)
        route = _route(findings[0], routes) if findings else None
        if route is not None:
            found[criterion.id] = Place(str(folder / route.file), route.line)
        elif findings and app is not None:
            found[criterion.id] = Place(str(folder / app.file), 1)
    return found


def _route(check: CheckResult, routes: Sequence[Route]) -> Route | None:
    """Return the route that a check is about: that of its telling request, else one that it names."""
    asked = [(e.method, e.target) for e in check.exchanges[-1:] if not e.target.startswith(DOCUMENT)]
    if named := _OPERATION.match(check.message):
        asked.append((named[1], named[2]))
    return next(filter(None, (match_route(routes, *operation) for operation in asked)), None)
