"""A report as JUnit XML: a failure is the student's, an error the grader's, skipped means blocked."""

from __future__ import annotations

from xml.etree import ElementTree

from grader.reporting import messages, wording
from grader.reporting.visible import as_entity, inert, one_line
from grader.results import CheckResult, CriterionResult, Outcome, Report, StartFailure

_TAGS = {Outcome.FAILED: "failure", Outcome.ERROR: "error", Outcome.BLOCKED: "skipped"}


def render(report: Report) -> str:
    """Return one test suite with one test case per criterion; points are properties.

    Characters that XML 1.0 forbids are written as escapes. There are no times: they differ
    from run to run.
    """
    root = ElementTree.Element("testsuites", _counts(report))
    suite = ElementTree.SubElement(root, "testsuite", {"name": one_line(report.lesson.id), **_counts(report)})
    totals = {
        "submission": one_line(report.submission.name),
        "score": str(report.score),
        "max_score": str(report.max_score),
        "needs_review": str(report.needs_review).lower(),
        "isolation": one_line(wording.isolation(report.sandbox)),
    }
    _add_properties(suite, totals)
    for criterion in report.criteria:
        _add_case(suite, criterion, report)
    if notes := [*filter(None, [report.lesson.chosen]), *report.notes, *wording.not_in_force(report.sandbox)]:
        _add_text(suite, "system-out", [one_line(note) for note in notes])
    if report.start_failure is not None:
        _add_text(suite, "system-err", _start_failure_lines(report, report.start_failure))
    ElementTree.indent(root)
    written = inert(ElementTree.tostring(root, encoding="unicode"), as_entity)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _counts(report: Report) -> dict[str, str]:
    outcomes = [criterion.outcome for criterion in report.criteria]
    return {
        "tests": str(len(outcomes)),
        "failures": str(outcomes.count(Outcome.FAILED)),
        "errors": str(outcomes.count(Outcome.ERROR)),
        "skipped": str(outcomes.count(Outcome.BLOCKED)),
    }


def _add_case(suite: ElementTree.Element, criterion: CriterionResult, report: Report) -> None:
    names = {"classname": one_line(report.lesson.id), "name": one_line(criterion.title)}
    case = ElementTree.SubElement(suite, "testcase", names)
    points = {"points": str(criterion.points), "max_points": str(criterion.max_points)}
    _add_properties(case, {"criterion": criterion.id, **points})
    if criterion.outcome is Outcome.PASSED:
        return
    findings = wording.findings(criterion)
    if criterion.outcome is Outcome.BLOCKED or not findings:
        message = wording.waits_for(criterion, report)
    else:
        message = one_line(wording.fault(findings[0]))
    lines = [line for check in findings[: wording.SHOWN_CHECKS] for line in _check_lines(check, criterion)]
    more = wording.more_of_the_same(criterion)
    advice = _advice(criterion, report) if criterion.outcome is Outcome.FAILED else []
    verdict = _add_text(case, _TAGS[criterion.outcome], [*lines, *filter(None, [more]), *advice])
    verdict.set("message", one_line(message))


def _check_lines(check: CheckResult, criterion: CriterionResult) -> list[str]:
    title = one_line(wording.heading(check, criterion))
    lines = [title, one_line(check.message), *messages.labelled(messages.evidence(check))]
    return [*filter(None, lines), *messages.curl_lines(check), ""]


def _advice(criterion: CriterionResult, report: Report) -> list[str]:
    return [*wording.likeness_lines(report, criterion.id), f"Hint: {one_line(criterion.hint)}"]


def _start_failure_lines(report: Report, failure: StartFailure) -> list[str]:
    title = f"{wording.START_TITLES[failure.kind]}: {one_line(failure.message)}"
    told = [title, *messages.labelled(wording.start_facts(failure)), one_line(failure.advice)]
    return [*told, *wording.likeness_lines(report)]


def _add_properties(parent: ElementTree.Element, values: dict[str, str]) -> None:
    properties = ElementTree.SubElement(parent, "properties")
    for name, value in values.items():
        ElementTree.SubElement(properties, "property", {"name": name, "value": value})


def _add_text(parent: ElementTree.Element, tag: str, lines: list[str]) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag)
    element.text = "\n".join(lines).strip() or None
    return element
