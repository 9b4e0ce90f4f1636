"""Whether a response has the shape that a document declares for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from grader.checks.bodies import TooLargeError, read_json
from grader.checks.fuzz.document import MAX_PARTS, Document, Operation, Response, Schema
from grader.checks.http import WireResponse

MAX_PROBLEM = 300


def declared_response(operation: Operation, status: int) -> Response | None:
    """Return what is declared for a status code, exactly, by class (`2XX`) or by default."""
    for code in (str(status), f"{status // 100}XX", "default"):
        if code in operation.responses:
            return operation.responses[code]
    return None


def content_type(response: WireResponse) -> str:
    """Return the response's media type without its parameters."""
    return response.header("content-type").partition(";")[0].strip().lower()


class Shapes:
    """Compiled validators of one document; schemas that do not compile allow everything."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._components = document.root.get("components", {})
        self._validators: dict[int, Any] = {}

    def media_problem(self, declared: Response, response: WireResponse) -> str:
        """Say how the content type differs from what is declared, or return ""."""
        media = content_type(response)
        if not declared.content or media in declared.content or any("*" in name for name in declared.content):
            return ""
        return f"content type {media or 'missing'} instead of {' or '.join(declared.content)}"

    def body_problem(self, declared: Response, response: WireResponse) -> str:
        """Say where a JSON body leaves its declared schema, or return ""."""
        schema = declared.content.get("application/json")
        if not schema or content_type(response) != "application/json":
            return ""
        try:
            value = read_json(response.body)
        except TooLargeError:
            return ""  # long is not wrong; it is only not looked at
        except (ValueError, RecursionError):
            return "the body is not valid JSON"
        validator = self._validator(schema)
        if validator is None:
            return ""
        return _first_problem(validator, value)

    def _validator(self, schema: Schema) -> Any:
        key = id(schema)  # schemas live as long as their document, and so as long as this object
        if key not in self._validators:
            endless = self._document.expands_beyond(schema, MAX_PARTS)
            self._validators[key] = None if endless else _compile(schema, self._components)
        return self._validators[key]


def _compile(schema: Schema, components: Mapping[str, Any]) -> Any:
    try:
        return jsonschema_rs.Draft202012Validator(
            {**schema, "components": components},
            pattern_options=jsonschema_rs.RegexOptions(),
            retriever=refuse_to_fetch,
            validate_formats=False,
        )
    except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError):
        return None


def refuse_to_fetch(uri: str) -> Any:
    """Fetch nothing that a schema refers to: a submission must not send the judge anywhere."""
    raise ValueError(f"not fetched: {uri}")


def _first_problem(validator: Any, value: object) -> str:
    error = next(iter(validator.iter_errors(value)), None)
    if error is None:
        return ""
    place = ".".join(str(part) for part in error.instance_path)
    return f"{'`' + place + '`: ' if place else ''}{error.message}"[:MAX_PROBLEM]
