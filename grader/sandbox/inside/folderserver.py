"""Reads a submission's working copy on behalf of a grader that cannot open it.

Requests are JSON lines, `{"list": name}` or `{"read": path, "name": name}`. An answer is its length, eight
bytes, and the bytes of it: a JSON list, or what the file holds; the length is -1 when there is no such file.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from typing import Any

from . import workfolder


def serve(folder: int, connection: int) -> None:
    """Answer until the far end closes; both descriptors are closed then."""
    with suppress(OSError), socket.socket(fileno=connection) as end, end.makefile("rb") as requests:
        for line in requests:
            answer = _answer(folder, json.loads(line))
            size = -1 if answer is None else len(answer)
            end.sendall(size.to_bytes(8, "big", signed=True) + (answer or b""))
    os.close(folder)


def _answer(folder: int, request: dict[str, Any]) -> bytes | None:
    if "list" in request:
        return json.dumps(workfolder.list_files(folder, request["list"])).encode()
    return workfolder.read_file(folder, request["name"], request["read"])
