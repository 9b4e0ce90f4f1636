from __future__ import annotations

from grader.reporting.tracebacks import last_traceback

LOG = """\
INFO:     Started
Traceback (most recent call last):
  File "old.py", line 1, in f
OldError
ERROR:    Exception in ASGI application
Traceback (most recent call last):
  File "/x/.venv/lib/python3.12/site-packages/starlette/routing.py", line 9, in app
    await response(scope)
          ^^^^^^^^
  File "main.py", line 3, in read
    return 1 / 0
           ~~^~~
  File "/usr/lib/python3.12/json/decoder.py", line 3, in decode
    raise JSONDecodeError
pydantic.ValidationError: 1 error
name
  Field required
INFO:     127.0.0.1 - "GET / HTTP/1.1" 500
"""


def test_the_last_one_in_the_students_own_frames() -> None:
    assert last_traceback(LOG).split("\n") == [
        "Traceback (most recent call last):",
        '  File "main.py", line 3, in read',
        "    return 1 / 0",
        "           ~~^~~",
        "pydantic.ValidationError: 1 error",
        "name",
        "  Field required",
    ]


def test_an_ordinary_log_has_none() -> None:
    assert last_traceback("INFO:     Started\nWARNING:  hm") == ""
