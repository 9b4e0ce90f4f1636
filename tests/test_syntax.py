"""Source is read as a tree, whoever else reads at the same time."""

from __future__ import annotations

import ast
import gc
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.syntax import parse

SOURCE = ("x = " + "(" * 40 + "1" + " + 1)" * 40 + "\n") * 20


class Pause:
    """Garbage that lets another thread run when it is collected: in the middle of a parse, for one."""

    def __init__(self) -> None:
        """Make a cycle, which only the collector ends."""
        self.own = self

    def __del__(self) -> None:
        """Wait."""
        time.sleep(0.002)


@pytest.fixture
def _collected_often() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.collect()
    gc.set_threshold(100)
    yield
    gc.set_threshold(*usual)


def called_at(depth: int, read: Callable[[str], ast.Module]) -> ast.Module:
    if depth:
        return called_at(depth - 1, read)
    garbage = [Pause() for _ in range(20)]
    del garbage
    return read(SOURCE)


@pytest.mark.usefixtures("_collected_often")
def test_many_threads_read_at_once() -> None:
    """CPython 3.11.7 raises a SystemError in some of these when they are not kept apart."""
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(lambda depth: called_at(depth, parse), [5 * (turn % 7) for turn in range(100)]))
    assert {len(tree.body) for tree in trees} == {20}


def test_what_is_wrong_is_told_and_what_is_odd_is_not() -> None:
    assert parse(b"assert (1, 'always true')")
    with pytest.raises(SyntaxError):
        parse("def")
