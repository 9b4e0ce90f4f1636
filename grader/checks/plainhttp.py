"""The everyday shape of a request and of an answer: what needs no HTTP library to be written or read.

The patterns describe a part of what h11 accepts, and it would write and read that to the same effect. What is
not plain is left to it (`http1.py`): so no message means two things, and the usual ones cost next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

RawHeader = tuple[bytes, bytes]

_NAME = rb"[-!#$%&'*+.^_`|~0-9a-zA-Z]++"
_VALUE = rb"[!-~]++(?: ++[!-~]++)*+"

_name = re.compile(_NAME)
_value = re.compile(_VALUE)
_target = re.compile(rb"[!-~]++")
_length = re.compile(rb"[0-9]{1,20}")
_head = re.compile(
    rb"HTTP/1\.1 (?P<status>[2-9][0-9]{2}) [ -~]*+\r\n"
    rb"(?P<lines>(?:" + _NAME + rb": " + _VALUE + rb"\r\n)*+)\r\n"
)


@dataclass(frozen=True)
class PlainAnswer:
    """The head of an answer, and what of the body came with it."""

    status: int
    headers: tuple[RawHeader, ...]
    length: int | None
    """Bytes of the body; None when it ends with the connection."""
    begun: bytes
    persistent: bool = False
    """Whether a length that was declared ends the body, and nothing says that the connection ends with it.

    What has no body (HEAD, 204, 304) does not count: an app that sends one all the same is cut off.
    """


def plain_request(method: bytes, target: bytes, headers: Sequence[RawHeader], body: bytes) -> bytes | None:
    """Return the request as it goes on the wire, or None when it is not plain."""
    lengths = _framing(headers)
    hosts = [at for at, (name, _) in enumerate(headers) if name.lower() == b"host"]
    if hosts != [0] or lengths != [b"%d" % len(body)]:
        return None
    if not (_name.fullmatch(method) and _target.fullmatch(target)):
        return None
    if not all(_name.fullmatch(name) and _value.fullmatch(value) for name, value in headers):
        return None
    lines = b"".join(b"%s: %s\r\n" % header for header in headers)
    return b"%s %s HTTP/1.1\r\n%s\r\n%s" % (method, target, lines, body)


def plain_answer(method: bytes, data: bytes) -> PlainAnswer | None:
    """Read how the answer to a `method` request begins; None when `data` holds no whole, plain head."""
    head = _head.match(data)
    if head is None or method == b"CONNECT":
        return None
    headers = tuple(_pair(line) for line in head["lines"].split(b"\r\n")[:-1])
    lengths = _framing(headers)
    if lengths is None or len(lengths) > 1 or not all(map(_length.fullmatch, lengths)):
        return None
    status = int(head["status"])
    begun = data[head.end() :]
    if method == b"HEAD" or status in {204, 304}:
        return PlainAnswer(status, headers, 0, begun)
    if not lengths:
        return PlainAnswer(status, headers, None, begun)
    length = int(lengths[0])
    return PlainAnswer(status, headers, length, begun, len(begun) <= length and not _closing(headers))


def _pair(line: bytes) -> RawHeader:
    name, _, value = line.partition(b": ")
    return name, value


def _closing(headers: Sequence[RawHeader]) -> bool:
    return any(name.lower() == b"connection" and value.lower() != b"keep-alive" for name, value in headers)


def _framing(headers: Sequence[RawHeader]) -> list[bytes] | None:
    """Return the declared lengths, or None where something else than a length tells where the body ends."""
    lengths = []
    for name, value in headers:
        lower = name.lower()
        if lower == b"transfer-encoding":
            return None
        if lower == b"content-length":
            lengths.append(value)
    return lengths
