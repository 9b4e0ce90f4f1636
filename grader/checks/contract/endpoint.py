"""One operation as its document describes it: parameters and request body, in a form to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from grader.checks.contract.findings import name
from grader.checks.contract.matching import path_names
from grader.checks.openapi import MAX_MEMBERS, Document, Operation, mapping, text
from grader.checks.schemas import read_schema

KINDS = ("path", "query", "header", "cookie")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_MAX_PARAMETERS = 200
_MAX_CONTENTS = 50


@dataclass(frozen=True)
class Parameter:
    """One parameter of an operation."""

    name: str
    kind: str
    """One of `KINDS`."""
    node: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.kind} parameter {name(self.name)}"

    @property
    def required(self) -> bool:
        """Whether a request must carry it."""
        return self.kind == "path" or self.node.get("required") is True

    @property
    def schema(self) -> object:
        """Its schema, not normalised."""
        return self.node["schema"] if "schema" in self.node else _first_schema(self.node)

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it within an operation; header names have no case."""
        return self.kind, self.name.lower() if self.kind == "header" else self.name

    @property
    def loose_name(self) -> str:
        """Equal for `X-Token` and `x_token`: a header before and after FastAPI's translation."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True)
class Body:
    """A request body; `contents` maps media types to schemas, not normalised."""

    required: bool
    contents: Mapping[str, object]
    fields: tuple[str, ...]
    """Names of its outermost fields; none when it is not an object."""

    @property
    def is_form(self) -> bool:
        """Whether it takes form fields."""
        return any(media in FORMS for media in self.contents)

    @property
    def is_json(self) -> bool:
        """Whether it takes JSON."""
        return any(is_json(media) for media in self.contents)


@dataclass(frozen=True)
class Endpoint:
    """One operation, read from its document on demand."""

    document: Document
    operation: Operation

    def __str__(self) -> str:
        return str(self.operation)

    @cached_property
    def path_names(self) -> list[str]:
        """The names in the path, in order."""
        return path_names(self.operation.path)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its parameters; of two with one place and name, the first."""
        found: dict[tuple[str, str], Parameter] = {}
        for node in self.document.parameters(self.operation)[:_MAX_PARAMETERS]:
            parameter = Parameter(text(node.get("name")), text(node.get("in")), node)
            if parameter.name and parameter.kind in KINDS:
                found.setdefault(parameter.key, parameter)
        return tuple(found.values())

    @cached_property
    def body(self) -> Body | None:
        """Its request body; None when it takes none."""
        node = self.document.resolve(self.operation.node.get("requestBody"))
        contents = read_contents(node)
        if not contents:
            return None
        schema = read_schema(self.document, next(iter(contents.values())))
        fields = [field for part in schema.alternatives for field in islice(part.properties, MAX_MEMBERS)]
        return Body(node.get("required") is True, contents, tuple(dict.fromkeys(fields)))


def read_contents(node: Mapping[str, Any]) -> dict[str, object]:
    """Return media type to schema of a body or response."""
    contents = islice(mapping(node.get("content")).items(), _MAX_CONTENTS)
    return {
        str(media).split(";")[0].strip().lower(): mapping(value).get("schema") for media, value in contents
    }


def is_json(media: str) -> bool:
    """Tell whether a media type is JSON: `application/json`, `application/problem+json`."""
    return media == "application/json" or media.endswith("+json")


def _first_schema(node: Mapping[str, Any]) -> object:
    return next(iter(read_contents(node).values()), None)
