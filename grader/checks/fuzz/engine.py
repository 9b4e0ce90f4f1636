"""Makes cases with schemathesis, in a process of its own: `python -m grader.checks.fuzz.engine`.

Reads one JSON order from standard input and writes one case a line as soon as it is made, so that whoever
started it can kill it and keep what is there. With a descriptor as its argument, the socket on which
requests come, it forks such a process for each (see `engines.py`). A process of its own keeps the slow
imports out of the checker, bounds what a hostile schema can cost, and makes the cases independent of what
else is imported (hypothesis draws constants from imported modules). The names of schemathesis below its
documented surface are all used here and nowhere else.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import warnings
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, NoReturn

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as hypothesis_seed
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode, derive_operation_seed
from schemathesis.generation.case import Case as Generated
from schemathesis.generation.drivers import CoverageGenerator, ExamplesGenerator
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.overrides import Override
from schemathesis.transport.requests import REQUESTS_TRANSPORT

from grader.checks.fuzz.corpus import Case, case_to_row
from grader.checks.http import WireRequest

MEMORY = 2 * 1024**3
CPU_SECONDS = 4.0
"""For one phase of one operation; an honest schema takes a hundredth of it."""
BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
"""Replaces the random boundary of multipart bodies."""
TRANSPORT = {"user-agent", "accept", "accept-encoding", "connection", "content-length", "host"}
OWN = "x-schemathesis-testcaseid"
UNSENT = {"unspecified_http_method", "malformed_content_type", "unsupported_content_type"}
"""Scenarios that say nothing about an app; quirks.py would drop them, later."""

_PHASES = ("examples", "coverage", "fuzzing")


def generate(order: dict[str, Any]) -> Iterator[Case]:
    """Yield the cases that an order asks for; operations that schemathesis cannot read yield none."""
    schema = schemathesis.openapi.from_dict(order["document"], config=_config(order["seed"]))
    signal.signal(signal.SIGVTALRM, _give_up)
    for result in schema.get_all_operations():
        if isinstance(result, Ok):
            yield from _operation_cases(result.ok(), order)


def _give_up(_signal: int, _frame: object) -> None:
    raise TimeoutError


def _config(seed: int) -> SchemathesisConfig:
    """Deterministic: no example database, no cache, no constants from source, no steering by responses."""
    phases: dict[str, Any] = {name: {"extra-data-sources": {"responses": False}} for name in _PHASES}
    return SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "cache": {"enabled": False},
            "analysis": {"constants": {"enabled": False}},
            "generation": {"database": "none", "no-shrink": True, "mode": "all"},
            "phases": phases | {"stateful": {"enabled": False}},
        }
    )


def _operation_cases(operation: Any, order: dict[str, Any]) -> Iterator[Case]:
    sources = [_examples(operation), _coverage(operation)]
    if order["fuzz"]:
        sources += [
            _fuzz(operation, mode, order) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        ]
    for source in sources:
        # A schema of unknown origin may fail in the depths of the generator; that is nobody's lost point.
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
            yield from islice(source, order["per_operation"])
        except Exception as error:
            sys.stderr.write(f"{operation.label}: {type(error).__name__}\n")
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _examples(operation: Any) -> Iterator[Case]:
    source = ExamplesGenerator(
        operation=operation, override=Override(), feedback=NO_FEEDBACK, fill_missing=False
    )
    for generated in source:
        yield _case(generated, "the documented example")


def _coverage(operation: Any) -> Iterator[Case]:
    config = operation.schema.config.generation_for(operation=operation, phase="coverage")
    source = CoverageGenerator(
        operation=operation,
        generation_modes=config.modes,
        generation_config=config,
        auth_storage=None,
        override=Override(),
        feedback=NO_FEEDBACK,
    )
    for generated in source:
        data = generated.meta.phase.data if generated.meta is not None else None
        if str(getattr(data, "scenario", "")) not in UNSENT:
            yield _case(generated, _reason(data))


def _fuzz(operation: Any, mode: GenerationMode, order: dict[str, Any]) -> Iterator[Case]:
    found: list[Generated[Any]] = []

    @hypothesis_seed(derive_operation_seed(order["seed"], operation.label + mode.value))
    @settings(
        max_examples=order["fuzz"],
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode, feedback=NO_FEEDBACK))
    def collect(case: Generated[Any]) -> None:
        found.append(case)

    collect()
    for generated in found:
        yield _case(generated, "random valid values" if mode.is_positive else "random invalid values")


def _reason(data: Any) -> str:
    text = str(getattr(data, "description", "") or "unusual values")
    parameter = str(getattr(data, "parameter", None) or "")
    name, colon, rest = text.partition(": ")
    if parameter and "/" not in parameter and parameter not in text:
        name, colon, rest = parameter, ": ", text
    if colon and rest and " " not in name:
        return f"`{name}`: {rest[:1].lower()}{rest[1:]}"
    return text[:1].lower() + text[1:]


def _case(generated: Generated[Any], reason: str) -> Case:
    arguments = REQUESTS_TRANSPORT.serialize_case(generated, base_url="http://app")
    names = ("method", "url", "headers", "params", "data", "json", "files", "cookies")
    prepared = requests.Request(**{key: arguments[key] for key in names if key in arguments}).prepare()
    body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
    assert body is None or isinstance(body, bytes)  # nothing here streams
    chosen = {name.lower() for name in (generated.headers or {})}
    headers = [
        (name.lower(), value if isinstance(value, str) else value.decode("latin-1"))
        for name, value in prepared.headers.items()
        if name.lower() != OWN and (name.lower() not in TRANSPORT or name.lower() in chosen)
    ]
    request = WireRequest(str(prepared.method), prepared.path_url, *_fixed_boundary(headers, body))
    return Case(generated.operation.label, reason, request)


def _fixed_boundary(
    headers: list[tuple[str, str]], body: bytes | None
) -> tuple[tuple[tuple[str, str], ...], bytes | None]:
    random = next((v.partition("boundary=")[2] for n, v in headers if n == "content-type"), "")
    if not random or not isinstance(body, bytes):
        return tuple(headers), body
    fixed = tuple((name, value.replace(random, BOUNDARY)) for name, value in headers)
    return fixed, body.replace(random.encode(), BOUNDARY.encode())


def main(order: IO[bytes], out: int) -> None:
    """Carry out the order in a file; the cases go to the descriptor `out`."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.load(order)
    warnings.simplefilter("ignore")
    with os.fdopen(os.dup(out), "w", encoding="utf-8") as rows:
        os.dup2(2, 1)  # nothing that a library prints may pass for a case
        for case in generate(asked):
            rows.write(json.dumps(case_to_row(case)) + "\n")
            rows.flush()


def serve(requests: socket.socket) -> NoReturn:
    """Fork an engine for each request, until standard input closes.

    A request carries three descriptors: the order, a file for the cases, and a socket on which the engine
    says its process number, and that closes with it.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for what is forked here
    gc.collect()
    gc.freeze()
    while True:
        ready, _, _ = select.select([requests.fileno(), 0], [], [])
        if 0 in ready:
            os._exit(0)
        _message, descriptors, _flags, _address = socket.recv_fds(requests, 16, 3)
        if len(descriptors) == 3 and os.fork() == 0:
            order, out, channel = descriptors
            try:
                os.write(channel, f"{os.getpid()}\n".encode())
                os.lseek(order, 0, os.SEEK_SET)
                main(os.fdopen(order, "rb"), out)
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(socket.socket(fileno=int(sys.argv[1])))
    main(sys.stdin.buffer, 1)
