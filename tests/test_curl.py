"""What the printed command really sends: run by real shells against a stub `curl`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.curl import FASTAPI_DEV, curl_command, quote

SHELLS = [shell for shell in ("dash", "bash", "zsh") if shutil.which(shell)] or ["sh"]
STUB = """#!/bin/sh
for word in "$@"; do printf '%s\\0' "$word"; done
case "$*" in *"--data-binary @-"*) printf 'BODY\\0'; cat ;; esac
"""


@pytest.fixture(scope="session")
def bin_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bin")
    (folder / "curl").write_text(STUB)
    (folder / "curl").chmod(0o755)
    return folder


def run(command: str, shell: str, bin_folder: Path) -> list[bytes]:
    """Run `command`; return the words that curl got and, after BODY, its standard input."""
    done = subprocess.run(
        [shell, "-c", command],
        env={"PATH": f"{bin_folder}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout.split(b"\0BODY\0", 1)[0].split(b"\0") + done.stdout.split(b"\0BODY\0", 1)[1:]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (curl_command("GET", "/items?q=a&limit=1"), "curl -i 'http://127.0.0.1:8000/items?q=a&limit=1'"),
        (
            curl_command("GET", "/", omitted=["user-agent"]),
            "curl -i http://127.0.0.1:8000/ -H user-agent:",
        ),
        (curl_command("HEAD", "/"), "curl -i -I http://127.0.0.1:8000/"),
        (curl_command("GET", "/a/../b"), "curl -i --path-as-is http://127.0.0.1:8000/a/../b"),
        (curl_command("GET", "/{a}"), "curl -i -g 'http://127.0.0.1:8000/{a}'"),
        (
            curl_command("POST", "/items", [("Content-Type", "application/json")], '{"name": "x"}'),
            "curl -i -X POST http://127.0.0.1:8000/items -H 'Content-Type: application/json' "
            """--data-raw '{"name": "x"}'""",
        ),
        (
            curl_command("GET", "/", [("X-Empty", "")], "x"),
            "curl -i -X GET http://127.0.0.1:8000/ -H 'X-Empty;' -H Content-Type: --data-raw x",
        ),
        (
            curl_command("PUT", "/", [], "part", incomplete=True),
            "curl -i -X PUT http://127.0.0.1:8000/ -H Content-Type: --data-binary @body.bin",
        ),
        (
            curl_command("PUT", "/", [], b"-\x00'%!\n"),
            r"printf '\055\000\047%%\041\012' | "
            "curl -i -X PUT http://127.0.0.1:8000/ -H Content-Type: --data-binary @-",
        ),
    ],
)
def test_reads_well(command: str, expected: str) -> None:
    assert command == expected


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "it's",
        "$HOME `id` $(id) \\n !!",
        "-x",
        "-n\x01",
        "`id`\x01$(id)'\\",
        "tab\there",
        "a\nb",
        "é\u202e",
        "%s %%\x1b[0m",
        "~/*",
    ],
)
def test_a_word_arrives_whole(text: str, shell: str, bin_folder: Path) -> None:
    assert run(f"curl {quote(text)}", shell, bin_folder) == [text.encode(), b""]


@pytest.mark.parametrize("shell", SHELLS)
@given(text=st.text(st.characters(exclude_characters="\0"), max_size=30))
@settings(max_examples=25, deadline=None)
def test_any_word_arrives_but_for_its_last_line_ends(text: str, shell: str, bin_folder: Path) -> None:
    word = quote(text)
    assert word.isprintable()
    kept = text if text.isprintable() else text.rstrip("\n")
    assert run(f"curl {word}", shell, bin_folder) == [kept.encode("utf-8", "surrogatepass"), b""]


@pytest.mark.parametrize("shell", SHELLS)
@given(body=st.one_of(st.text(max_size=30), st.binary(max_size=30)))
@settings(max_examples=25, deadline=None)
def test_any_body_arrives_whole(body: str | bytes, shell: str, bin_folder: Path) -> None:
    command = curl_command("POST", "/", [("Content-Type", "text/plain")], body)
    assert command.isprintable()
    words = run(command, shell, bin_folder)
    content = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    assert words[:6] == [
        b"-i",
        b"-X",
        b"POST",
        f"{FASTAPI_DEV}/".encode(),
        b"-H",
        b"Content-Type: text/plain",
    ]
    sent = {b"--data-raw": words[7], b"--data-binary": words[-1]}[words[6]]
    assert sent == content


def test_headers_go_out_as_latin_1(bin_folder: Path) -> None:
    words = run(curl_command("GET", "/", [("X-Name", "José")]), SHELLS[0], bin_folder)
    assert b"X-Name: Jos\xe9" in words
