"""Has an interpreter do once what every first app makes it do, so that no process forked from it need.

Much of FastAPI and Pydantic is imported, compiled or remembered only when an app is made or asked for the
first time. The app made here is thrown away: one that is made later cannot tell that there was another.
"""

# No `annotations` from `__future__`: FastAPI could not evaluate those that name local models.

import asyncio
import contextlib
import functools
import gc
import warnings
from typing import Any, Optional

_CACHE = type(functools.lru_cache(len))


def warm_up() -> None:
    """Make an app, describe it and ask it; what the libraries here do not know is passed over.

    What is there before is put out of the sight of the garbage collector.
    """
    before = _caches()
    gc.freeze()
    with warnings.catch_warnings(), contextlib.suppress(Exception):
        warnings.simplefilter("ignore")
        app = _app()
        app.openapi()
        _ask(app, "/answers/1", b'{"name": "a"}')
        _ask(app, "/answers/x", b"[]")
    _forget(before + _caches())


async def _answer(number: int, given: dict, skip: int = 0) -> Any:  # type: ignore[type-arg]
    """Answer with what was sent.

    The only function that is called, and it stays: FastAPI remembers by `id()` what it knows of it, which
    another function must not get.
    """
    return {"number": number + skip, **given}


def _app() -> Any:
    from fastapi import Depends, FastAPI, Header, Query
    from pydantic import BaseModel, Field

    class Given(BaseModel):
        name: str = Field(min_length=1, max_length=9)
        price: Optional[float] = Field(default=None, gt=0)  # noqa: UP045 (the older Pythons of students)

    class Answer(Given):
        number: int

    def page(skip: int = Query(0, ge=0), agent: Optional[str] = Header(None)) -> int:  # noqa: UP045
        return skip if agent else 0

    def create(given: Given, skip: int = Depends(page)) -> Any:
        return given, skip

    app = FastAPI()
    app.post("/answers/{number}", response_model=Answer, status_code=201)(_answer)
    app.post("/given", response_model=Given)(create)
    return app


def _ask(app: Any, path: str, body: bytes) -> None:
    """Send a request through the app, in a loop that nobody else gets to see."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        """Nobody wants the answer."""

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"skip=1",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
    loop = asyncio.SelectorEventLoop()
    try:
        loop.run_until_complete(app(scope, receive, send))
    finally:
        loop.close()


def _caches() -> "list[functools._lru_cache_wrapper[Any]]":
    return [found for found in gc.get_objects() if isinstance(found, _CACHE)]


def _forget(caches: "list[functools._lru_cache_wrapper[Any]]") -> None:
    """Empty the caches that keep the app's models: `BaseModel.__subclasses__()` would name them."""
    for cache in caches:
        cache.cache_clear()
