"""What several attacks have in common."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi


def answer_raw(app: FastAPI, parts: Iterable[bytes], *, pause: float = 0.0, close: bool = True) -> None:
    """Answer `GET /` with these bytes, past the server's own HTTP; everything else as usual."""
    usual = app.build_middleware_stack()

    async def stack(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await usual(scope, receive, send)
            return
        transport = send.__self__.transport
        for part in parts:
            while transport.get_write_buffer_size() > 1_000_000 and not transport.is_closing():
                await asyncio.sleep(0.001)
            if transport.is_closing():
                return
            transport.write(part)
            await asyncio.sleep(pause)
        if not close:
            await asyncio.sleep(3600)
        transport.close()

    app.middleware_stack = stack


def publish(app: FastAPI, change: Callable[[dict[str, Any]], object]) -> None:
    """Publish an OpenAPI document that `change` has worked on."""

    def document() -> dict[str, Any]:
        made = get_openapi(title="Notes", version="1.0.0", routes=app.routes)
        change(made)
        return made

    app.openapi = document  # type: ignore[method-assign]
