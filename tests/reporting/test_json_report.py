from __future__ import annotations

import json

import jsonschema_rs
import pytest
from pydantic import ValidationError

from grader.reporting import json_
from grader.results import Report


@pytest.fixture(params=["full_marks", "mixed", "start_failure"])
def sample(request: pytest.FixtureRequest) -> Report:
    report = request.getfixturevalue(request.param)
    assert isinstance(report, Report)
    return report


def test_follows_the_published_schema(sample: Report) -> None:
    schema = json.loads(json_.report_json_schema())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    validator = jsonschema_rs.validator_for(schema)
    data = json.loads(json_.render(sample))
    assert list(validator.iter_errors(data)) == []
    assert list(validator.iter_errors({**data, "surprise": 1})) != []


def test_the_published_schema_tells_what_the_fields_mean() -> None:
    schema = json.loads(json_.report_json_schema())
    exchange = schema["$defs"]["Exchange"]["properties"]
    assert exchange["status"]["description"] == "HTTP status code; null when no answer came."
    assert "description" not in exchange["method"]
    computed = {"score", "full_marks"}
    told = [name for name, field in schema["properties"].items() if "description" in field]
    assert len(set(told) - computed) > 5


def test_can_be_read_again(sample: Report) -> None:
    assert Report.model_validate_json(json_.render(sample)) == sample


def test_totals_are_never_read(full_marks: Report) -> None:
    forged = json_.render(full_marks).replace('"score": 100', '"score": 7')
    assert Report.model_validate_json(forged).score == 100
    with pytest.raises(ValidationError):
        Report.model_validate_json(forged.replace('"notes"', '"nots"'))


def test_all_but_the_durations_is_the_same_again(mixed: Report) -> None:
    later = mixed.model_copy(update={"durations": {"start": 9.0}})
    first, second = json_.render(mixed), json_.render(later)
    at = first.index('  "durations"')
    assert first[:at] == second[:at]
    assert first[at:].count("\n") == 5
