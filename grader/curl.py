"""A request as a `curl` command line that a student can paste into sh, bash or zsh."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

FASTAPI_DEV = "http://127.0.0.1:8000"
"""Where `fastapi dev` listens unless told otherwise."""

BODY_FILE = "body.bin"
"""Stands for a body that does not fit on a command line."""

PIPED_BODY = 1_000
"""Bytes of a binary body that may still be written out."""


def curl_command(  # noqa: PLR0913 (a request has that many parts)
    method: str,
    target: str,
    headers: Sequence[tuple[str, str]] = (),
    body: str | bytes | None = None,
    *,
    omitted: Sequence[str] = (),
    incomplete: bool = False,
) -> str:
    """Return one line that sends the same bytes; it holds printable characters only.

    Text goes between single quotes. What cannot be typed goes through `printf` with octal escapes,
    which every POSIX shell understands (`$'...'` is unknown to dash). `omitted` names headers that
    curl must not send by itself. `incomplete` says that `body` is only the first part; the command
    then reads the whole from `body.bin`.
    """
    source, data = _body_options(body, incomplete)
    parts = ["curl", "-i"]
    if any(char in target for char in "[]{}"):
        parts.append("-g")  # no globbing
    if "/." in target:
        parts.append("--path-as-is")
    parts += _method_options(method, has_body=body is not None)
    parts.append(quote(FASTAPI_DEV + target))
    for name, value in headers:
        # curl drops a header written "Name:"; "Name;" sends it empty. HTTP headers are Latin-1.
        parts += ["-H", quote(f"{name}: {value}" if value else f"{name};", "latin-1")]
    for name in omitted:
        parts += ["-H", quote(f"{name}:")]
    if data and not any(name.lower() == "content-type" for name, _ in headers):
        parts += ["-H", "Content-Type:"]  # else curl adds a form type of its own
    return source + " ".join(parts + data)


def quote(text: str, encoding: str = "utf-8") -> str:
    r"""Quote one word for a POSIX shell.

    Line ends at the very end of `text` are lost when it needs `printf`, as in every `$(...)`;
    neither a URL nor a header can hold them.
    """
    if text.isprintable() and (text.isascii() or encoding == "utf-8"):
        return shlex.quote(text)
    return f'"$({_printf(text.encode(encoding, _error_handler(encoding)))})"'


def _error_handler(encoding: str) -> str:
    return "surrogatepass" if encoding == "utf-8" else "replace"


def _method_options(method: str, *, has_body: bool) -> list[str]:
    if method == "HEAD" and not has_body:
        return ["-I"]
    if method == "GET" and not has_body:
        return []
    return ["-X", quote(method)]  # also for GET with a body, which curl would turn into POST


def _body_options(body: str | bytes | None, incomplete: bool) -> tuple[str, list[str]]:
    """Return what to put in front of `curl`, and the options that send the body."""
    if body is None:
        return "", []
    if incomplete:
        return "", ["--data-binary", f"@{BODY_FILE}"]
    if isinstance(body, str) and body.isprintable():
        # --data-raw, because --data reads a file when the text starts with "@".
        return "", ["--data-raw", shlex.quote(body)]
    content = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    if isinstance(body, bytes) and len(content) > PIPED_BODY:
        return "", ["--data-binary", f"@{BODY_FILE}"]
    return f"{_printf(content)} | ", ["--data-binary", "@-"]


def _printf(content: bytes) -> str:
    text = "".join(map(_octal, content))
    # A leading dash would be read as an option; printf "" prints nothing, as it should.
    return f"printf '\\055{text[1:]}'" if text.startswith("-") else f"printf '{text}'"


def _octal(byte: int) -> str:
    char = chr(byte)
    # "!" is history in an interactive bash, also inside double quotes.
    if 0x20 <= byte < 0x7F and char not in "\\'%!":
        return char
    return "%%" if char == "%" else f"\\{byte:03o}"
