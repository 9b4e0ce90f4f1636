"""What the host does before it forks: an app finds the work done, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

BEFORE = """
import asyncio, gc, logging, os, random, signal, sys, threading, warnings
from fastapi import FastAPI
from pydantic import BaseModel
from grader.sandbox.inside import host

def state():
    gc.collect()
    return {
        "models": sorted(model.__qualname__ for model in BaseModel.__subclasses__()),
        "apps": sum(isinstance(found, FastAPI) for found in gc.get_objects()),
        "loggers": sorted(logging.root.manager.loggerDict),
        "random": random.getstate(),
        "signals": [signal.getsignal(number) for number in range(1, 32)],
        "threads": threading.enumerate(),
        "warnings": warnings.filters[:],
        "descriptors": len(os.listdir("/dev/fd")),
        "variables": dict(os.environ),
        "path": sys.path[:],
        "modules": {name for name in sys.modules if "." not in name},
        "policy": asyncio.events._event_loop_policy,
    }
"""


def run(text: str) -> str:
    command = [sys.executable, "-c", BEFORE + dedent(text)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_an_app_cannot_tell_that_another_was_made_before_it() -> None:
    told = run("""
        host._import_all("")
        before = state()
        host.warmup.warm_up()
        after = state()
        print({name: (before[name], after[name]) for name in before if before[name] != after[name]})
        asyncio.get_event_loop_policy().get_event_loop().close()  # one is still made by itself
    """)
    assert told == "{}\n"


def test_what_is_known_of_a_function_that_is_gone_is_not_told_of_another() -> None:
    """FastAPI knows functions by `id()`, which is given anew when the function has gone."""
    told = run("""
        from fastapi import routing
        host.preload("")
        known = set(getattr(routing, "_endpoint_context_cache", {}))
        print(known <= {id(found) for found in gc.get_objects()} | {id(host.warmup._answer)})
    """)
    assert told == "True\n"


def test_an_app_has_nothing_left_to_import() -> None:
    told = run("""
        host.preload("")
        before = set(sys.modules)
        app = host.warmup._app()
        app.openapi()
        host.warmup._ask(app, "/answers/1", b'{"name": "a"}')
        print(sorted(set(sys.modules) - before))
    """)
    assert told == "[]\n"


def test_the_app_is_asked_until_it_answers() -> None:
    told = run("""
        host.preload("")
        said = []
        class Listening:
            def __init__(self, app):
                self.app = app
            async def __call__(self, scope, receive, send):
                async def heard(message):
                    said.append(message.get("status") or message.get("body"))
                    await send(message)
                await self.app(scope, receive, heard)
        app = Listening(host.warmup._app())
        host.warmup._ask(app, "/answers/1", b'{"name": "a"}')
        host.warmup._ask(app, "/answers/x", b"[]")
        print(said[0], said[1].decode(), said[2])
    """)
    assert told == '201 {"name":"a","price":null,"number":2} 422\n'


def test_an_environment_without_fastapi_is_passed_over() -> None:
    told = run("""
        sys.modules["fastapi"] = None
        host.warmup.warm_up()
        print("no harm")
    """)
    assert told == "no harm\n"
