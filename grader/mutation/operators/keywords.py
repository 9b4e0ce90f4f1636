"""Dropped keyword arguments: one row per mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import libcst as cst

from grader.mutation.nodes import last_name, text, without_argument
from grader.mutation.protocol import Change, Operator, Source, dropped
from grader.mutation.vocabulary import BOUNDED, DECLARATIONS, RESPONSES, ROUTE_CALLS, ROUTERS

CONSTRAINTS = (
    *("ge", "gt", "le", "lt", "multiple_of", "allow_inf_nan", "max_digits", "decimal_places"),
    *("min_length", "max_length", "pattern", "regex", "min_items", "max_items", "strict"),
    *("strip_whitespace", "to_lower", "to_upper"),
)
DOCUMENTATION = (
    *("title", "description", "summary", "tags", "deprecated", "name", "operation_id", "responses"),
    *("response_description", "include_in_schema", "examples", "example", "openapi_examples"),
    *("version", "openapi_tags", "contact", "license_info", "terms_of_service", "json_schema_extra"),
)
RESPONSE_MODEL_OPTIONS = tuple(
    f"response_model_{option}"
    for option in ("include", "exclude", "exclude_unset", "exclude_none", "exclude_defaults", "by_alias")
)
DUMPS = ("model_dump", "model_dump_json", "dict", "json", "model_copy", "copy", "jsonable_encoder")
DUMP_OPTIONS = (
    *(
        "exclude_unset",
        "exclude_none",
        "exclude_defaults",
        "exclude",
        "include",
        "by_alias",
        "mode",
        "update",
    ),
)

# operator, the called names, the keywords
_ROWS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("drop-response-model", ROUTE_CALLS, ("response_model",)),
    ("drop-response-model-option", ROUTE_CALLS, RESPONSE_MODEL_OPTIONS),
    ("drop-response-class", ROUTE_CALLS, ("response_class",)),
    ("drop-status-code", ROUTE_CALLS, ("status_code",)),
    ("drop-response-status", RESPONSES, ("status_code",)),
    ("drop-headers", ("HTTPException", *RESPONSES), ("headers",)),
    ("drop-detail", ("HTTPException",), ("detail",)),
    ("drop-media-type", (*RESPONSES, "Body", "Form", "File"), ("media_type", "filename")),
    ("drop-background", RESPONSES, ("background",)),
    ("drop-constraint", BOUNDED, CONSTRAINTS),
    ("drop-alias", DECLARATIONS, ("alias", "validation_alias", "serialization_alias")),
    ("drop-convert-underscores", ("Header",), ("convert_underscores",)),
    ("drop-embed", ("Body",), ("embed",)),
    ("drop-httponly", ("set_cookie",), ("httponly",)),
    ("drop-secure", ("set_cookie",), ("secure",)),
    ("drop-samesite", ("set_cookie",), ("samesite",)),
    ("drop-max-age", ("set_cookie",), ("max_age", "expires")),
    ("drop-cookie-scope", ("set_cookie", "delete_cookie"), ("path", "domain")),
    ("drop-prefix", ROUTERS, ("prefix",)),
    ("drop-dependencies", (*ROUTERS, *ROUTE_CALLS), ("dependencies",)),
    ("drop-lifespan", ("FastAPI", "APIRouter"), ("lifespan",)),
    ("drop-middleware", ("FastAPI",), ("middleware",)),
    ("drop-exception-handler", ("FastAPI",), ("exception_handlers",)),
    (
        "drop-middleware-option",
        ("add_middleware", "Middleware"),
        (
            *("allow_origins", "allow_origin_regex", "allow_credentials", "allow_methods", "allow_headers"),
            *("expose_headers", "max_age", "allowed_hosts", "minimum_size", "https_only", "same_site"),
        ),
    ),
    ("drop-dump-option", DUMPS, DUMP_OPTIONS),
    ("drop-auto-error", ("OAuth2PasswordBearer", "HTTPBearer", "HTTPBasic", "APIKeyHeader"), ("auto_error",)),
    ("drop-scopes", ("Security", "OAuth2PasswordBearer"), ("scopes",)),
    ("drop-extra-forbid", ("ConfigDict",), ("extra",)),
    (
        "drop-model-config",
        ("ConfigDict",),
        (
            "from_attributes",
            "str_strip_whitespace",
            "populate_by_name",
            "frozen",
            "strict",
            "alias_generator",
        ),
    ),
    (
        "drop-documentation",
        (*ROUTERS, *ROUTE_CALLS, *DECLARATIONS, "ConfigDict"),
        DOCUMENTATION,
    ),
)


def dropped_by_row(call: cst.Call, arg: cst.Arg) -> bool:
    """Tell whether a row of this table drops the keyword argument `arg` of `call`."""
    name = arg.keyword.value if arg.keyword else ""
    return any(last_name(call.func) in calls and name in keywords for _, calls, keywords in _ROWS)


def _dropping(
    calls: tuple[str, ...], keywords: tuple[str, ...]
) -> Callable[[cst.Call, Source], Iterator[Change]]:
    def propose(call: cst.Call, source: Source) -> Iterator[Change]:
        # `"...".format(name=...)` and `headers.get(...)` are no routes: those take a keyword of the row, too.
        if last_name(call.func) not in calls:
            return
        for arg in call.args:
            if arg.keyword and arg.keyword.value in keywords:
                subject = f"{source.holder(call)} {arg.keyword.value if len(keywords) > 1 else ''}"
                yield dropped(arg, call, without_argument(call, arg), subject)

    return propose


def _drop_model_option(node: cst.ClassDef, source: Source) -> Iterator[Change]:
    """`class Item(BaseModel, extra="forbid")`."""
    if source.facts.kinds.get(node.name.value) != "model":
        return
    for arg in node.keywords:
        if text(arg.value) in {'"forbid"', "'forbid'"}:
            kept = [other for other in node.keywords if other is not arg]
            yield dropped(arg, node, node.with_changes(keywords=kept))


def _drop_config_entry(node: cst.Assign, source: Source) -> Iterator[Change]:
    """`model_config = {"extra": "forbid"}`, and `extra = "forbid"` in `class Config`."""
    target, value = text(node.targets[0].target), text(node.value)
    in_config = source.scope(node).rpartition(".")[2] == "Config"
    if (in_config and target == "extra") or (target == "model_config" and '"forbid"' in value):
        if isinstance(node.value, cst.Call):
            return
        empty = cst.Dict([]) if target == "model_config" else cst.SimpleString('"ignore"')
        yield dropped(node, node.value, empty)


OPERATORS = (
    *(Operator(name, cst.Call, _dropping(calls, keywords)) for name, calls, keywords in _ROWS),
    Operator("drop-extra-forbid", cst.ClassDef, _drop_model_option),
    Operator("drop-extra-forbid", cst.Assign, _drop_config_entry),
)
