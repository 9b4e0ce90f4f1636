from __future__ import annotations

from xml.etree import ElementTree

from grader.reporting import junit, wording
from grader.results import Report


def parse(report: Report) -> ElementTree.Element:
    return ElementTree.fromstring(junit.render(report).encode("utf-8"))


def test_one_case_per_criterion(mixed: Report) -> None:
    suite = parse(mixed)[0]
    cases = suite.findall("testcase")
    verdicts = [next((child.tag for child in case if child.tag != "properties"), "") for case in cases]
    assert verdicts == ["", "failure", "", "failure", "skipped", "error", "failure"]
    assert {case.get("classname") for case in cases} == {"q08-status-codes"}
    assert [case.get("name") for case in cases] == [criterion.title for criterion in mixed.criteria]
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "7",
        "failures": "3",
        "errors": "1",
        "skipped": "1",
    }


def test_points_are_properties(mixed: Report) -> None:
    case = parse(mixed)[0].findall("testcase")[1]
    properties = {p.get("name"): p.get("value") for p in case.iter("property")}
    assert properties == {"criterion": "created", "points": "0", "max_points": "20"}


def test_a_failure_carries_the_evidence(mixed: Report) -> None:
    failure = parse(mixed).findall(".//failure")[0]
    assert failure.get("message") == "POST /items answered 200 where 201 is asked for."
    assert "Came back  200 OK" in (failure.text or "")
    assert mixed.criteria[1].checks[0].exchanges[0].curl in (failure.text or "")


def test_a_failed_start_says_why(start_failure: Report) -> None:
    suite = parse(start_failure)[0]
    assert suite.get("skipped") == "2"
    assert "No module named 'sqlmodel'" in (suite.findtext("system-err") or "")


def test_a_known_mistake_is_told_before_the_hint(mixed: Report, start_failure: Report) -> None:
    told = [failure.text or "" for failure in parse(mixed).findall(".//failure")]
    labels = (
        "This looks like a known mistake: ",
        "This may be a known mistake: ",
        "This may be the same mistake: ",
    )
    assert [0 < text.find(label) < text.find("Hint: ") for text, label in zip(told, labels, strict=True)] == [
        True
    ] * 3
    assert "This may be a known mistake: " in (parse(start_failure)[0].findtext("system-err") or "")


def test_notes_and_titles_are_told_once(mixed: Report) -> None:
    suite = parse(mixed)[0]
    told = (suite.findtext("system-out") or "").split("\n")
    assert told == [mixed.lesson.chosen, *mixed.notes, *wording.not_in_force(mixed.sandbox)]
    assert suite.findtext("testcase/error") == "The check took too long and was stopped."
