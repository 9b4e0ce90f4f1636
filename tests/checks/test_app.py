"""When a check module gets a fresh start of the app, and when one that is as good as fresh."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest

from grader.checks.app import AppHandle, AppSession
from grader.checks.http import DOCUMENT, WireRequest
from grader.lesson import Surroundings
from grader.sandbox.base import Limits, Sandbox
from grader.submission import Submission

READ = WireRequest("GET", DOCUMENT)
ASK = WireRequest("GET", "/things")


class Started:
    """A start that refuses every connection."""

    app, python = "main:app", "Python 3"

    def connect(self) -> socket.socket:
        raise ConnectionRefusedError

    def log_position(self) -> int:
        return 0


class Place:
    """A sandbox that remembers its starts, and how many run at a time."""

    def __init__(self) -> None:
        self.starts: list[Surroundings] = []
        self.running = 0

    @contextmanager
    def start(self, _submission: object, _limits: object, surroundings: Surroundings) -> Iterator[Started]:
        self.starts.append(surroundings)
        self.running += 1
        assert self.running == 1, "the end of one would sweep up the other"
        yield Started()
        self.running -= 1


def session_in(place: Place, *, plain: bool = False) -> AppSession:
    submission = cast("Submission", None)
    return AppSession(cast("Sandbox", place), submission, Limits(), Surroundings(), plain=plain)


def module(session: AppSession, *requests: WireRequest, kept: bool = True, worn: bool = False) -> None:
    """Do what a check module does."""
    handle = AppHandle(session, deep=False, kept=kept)
    handle.begin()
    for request in requests:
        handle.wire.send(request)
    if worn:
        handle.wear_out()
    handle.close()


def test_a_start_that_was_only_read_is_used_again() -> None:
    place = Place()
    session = session_in(place)
    module(session, READ, READ)
    module(session, ASK)
    assert (len(place.starts), place.running) == (1, 0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"requests": [ASK]}, {}),
        ({"requests": [READ, ASK]}, {}),
        ({"requests": [READ], "worn": True}, {}),
        ({"requests": [READ]}, {"kept": False}),
    ],
    ids=["asked", "asked after it was read", "worn out", "a module that insists"],
)
def test_everything_else_gets_a_fresh_one(first: dict[str, Any], second: dict[str, Any]) -> None:
    place = Place()
    session = session_in(place)
    module(session, *first.pop("requests"), **first)
    module(session, **second)
    session.close()
    assert (len(place.starts), place.running) == (2, 0)


def test_a_start_in_other_surroundings_is_not_used_again() -> None:
    place = Place()
    session = session_in(place)
    module(session, READ)
    session.remember({"openapi": "3.1.0"})
    session.move(Surroundings())
    assert session.document
    session.move(Surroundings(settings={"DEBUG": "1"}))
    assert session.document is None
    module(session, ASK)
    assert [surroundings.settings for surroundings in place.starts] == [{}, {"DEBUG": "1"}]


def test_the_plain_way_keeps_and_remembers_nothing() -> None:
    place = Place()
    session = session_in(place, plain=True)
    module(session, READ)
    session.remember({"openapi": "3.1.0"})
    assert session.document is None
    module(session, READ)
    assert (len(place.starts), place.running) == (2, 0)


def test_only_the_document_of_a_fresh_start_is_remembered() -> None:
    session = session_in(Place())
    handle = AppHandle(session, deep=False)
    handle.wire.send(ASK)
    handle.remember({"paths": {"/late": {}}})
    assert session.document is None
    handle.restart()
    handle.remember({"paths": {}})
    assert session.document == {"paths": {}}
    handle.close()
    session.close()
