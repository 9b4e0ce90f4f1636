"""Answers as few servers send them, and some as all do."""

from __future__ import annotations

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
SIZED = b"Content-Length: 5\r\n\r\nhello"

USUAL = (
    OK
    + b"date: Sun, 22 Nov 2026 22:33:38 GMT\r\nserver: uvicorn\r\n"
    + b"content-length: 5\r\ncontent-type: application/json\r\n\r\nhello"
)

STATUS_LINES = [
    b"HTTP/1.1 200", b"HTTP/1.1 200 ", b"HTTP/1.1  200 OK", b"HTTP/1.1 200 Quite all right",
    b"HTTP/1.1 200 O\tK", b"HTTP/1.1 200 O\x00K", b"HTTP/1.1 200 O\xe9", b"HTTP/1.1 200 OK\r",
    b"HTTP/1.0 200 OK", b"HTTP/0.9 200 OK", b"HTTP/2.0 200 OK", b"HTTP/1.10 200 OK", b"http/1.1 200 OK",
    b"ICY 200 OK", b" HTTP/1.1 200 OK", b"HTTP/1.1 099 X", b"HTTP/1.1 99 X", b"HTTP/1.1 000 X",
    b"HTTP/1.1 600 X", b"HTTP/1.1 999 X", b"HTTP/1.1 1000 X", b"HTTP/1.1 -20 X", b"HTTP/1.1 +20 X",
    b"HTTP/1.1 2x0 X", b"HTTP/1.1 \xb2\xb2\xb2 X", b"HTTP/1.1 204 No", b"HTTP/1.1 304 No",
    b"HTTP/1.1 101 Switch", b"HTTP/1.1 100 Continue", b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK",
    b"HTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Made", b"\r\nHTTP/1.1 200 OK", b"\nHTTP/1.1 200 OK",
    b"hello", b"\x16\x03\x01", b"\xffHTTP/1.1 200 OK",
]  # fmt: skip

HEADER_LINES = [
    b"X: a\r\n b\r\n", b"X: a\r\n\tb\r\n", b" X: a\r\n", b"X : a\r\n", b": a\r\n", b"no colon\r\n",
    b"X:\r\n", b"X: \r\n", b"X:a\r\n", b"X:  a  \r\n", b"X: \ta\t\r\n", b"X: a  b\tc\r\n", b"X: a: b\r\n",
    b"X: a\x00b\r\n", b"X: a\x01b\r\n", b"X: a\x0bb\r\n", b"X: a\x7fb\r\n", b"X: \xe9\r\n",
    b"X: a\x85b\r\n", b"X\xe9: a\r\n", b"X(y): a\r\n", b"X y: a\r\n", b"X: a\n", b"X: a\rb\r\n",
    b"X: a\r\r\n", b"X: a\r\nX: b\r\n", b"Content-Length: 5\r\n", b"content-length: 4\r\n",
    b"Content-Length: 5, 5\r\n", b"Content-Length: 5,4\r\n", b"Content-Length: 05\r\n",
    b"Content-Length: -5\r\n", b"Content-Length: +5\r\n", b"Content-Length: 5.0\r\n",
    b"Content-Length: 0x5\r\n", b"Content-Length: 5_0\r\n", b"Content-Length: 99999999999999999999\r\n",
    b"Content-Length: 999999999999999999999\r\n", b"Content-Length:\r\n", b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n", b"Transfer-Encoding: identity\r\n",
    b"Transfer-Encoding: 5\r\n", b"transfer-encoding: CHUNKED\r\n", b"Transfer-Encoding:\r\n",
    b"Connection: upgrade\r\nUpgrade: x\r\n", b"Connection: keep-alive\r\n",
]  # fmt: skip

CHUNKS = [
    b"5\r\nhello\r\n0\r\n\r\n", b"5\r\nhello\r\n5\r\nagain\r\n0\r\n\r\nmore",
    b"5;name=value\r\nhello\r\n0\r\n\r\n", b"5 \r\nhello\r\n0\r\n\r\n", b" 5\r\nhello\r\n0\r\n\r\n",
    b"-5\r\nhello\r\n0\r\n\r\n", b"+5\r\nhello\r\n0\r\n\r\n", b"0x5\r\nhello\r\n0\r\n\r\n",
    b"five\r\nhello\r\n0\r\n\r\n", b"\r\nhello\r\n0\r\n\r\n", b"5\r\nhelloXX0\r\n\r\n",
    b"4\r\nhello\r\n0\r\n\r\n", b"6\r\nhello\r\n0\r\n\r\n", b"5\r\nhello\r\n", b"5\r\nhello\r\n0\r\n",
    b"5\nhello\n0\n\n", b"00000000000000000005\r\nhello\r\n0\r\n\r\n",
    b"000000000000000000005\r\nhello\r\n0\r\n\r\n", b"fffffffffffffffff\r\nhello",
    b"5\r\nhello\r\n0\r\nX: after\r\n\r\n", b"5\r\nhello\r\n0\r\nContent-Length: x\r\n\r\n",
    b"5\r\nhello\r\n0\r\nno colon\r\n\r\n", b"A\r\n0123456789\r\n0\r\n\r\n",
]  # fmt: skip

WHOLE = [
    USUAL, USUAL + b" and more", b"", OK + b"\r\n", OK + b"\r\nuntil the end",
    OK + b"X: a\r\n\r\nuntil the end", OK, OK + b"Content-Length: 0\r\n\r\n",
    OK + b"Content-Length: 9\r\n\r\nhello", OK + b"\nhello", OK[:-2] + b"\n\nhello",
    OK + b"Content-Length: 5\n\nhello", OK + b"X: a\r\n" + SIZED + OK + SIZED,
]  # fmt: skip

ODD_ANSWERS = [
    *WHOLE,
    *(line + b"\r\n" + SIZED for line in STATUS_LINES),
    *(OK + line + SIZED for line in HEADER_LINES),
    *(CHUNKED + chunks for chunks in CHUNKS),
]
