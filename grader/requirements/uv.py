"""Runs `uv`: only ready-built packages, nothing of the submission's configuration, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.printable import printable

MEND = "pip install uv"
_MAX_ANSWER = 64 * 1024

# fmt: off
_KEPT = frozenset([
    # Where this machine finds packages, and how it gets there.
    "UV_INDEX", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS",
    "UV_INSECURE_HOST", "UV_KEYRING_PROVIDER", "UV_NATIVE_TLS", "UV_SYSTEM_CERTS",
    "UV_OFFLINE", "UV_EXCLUDE_NEWER", "UV_CACHE_DIR", "UV_HTTP_TIMEOUT", "UV_HTTP_RETRIES",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "SSL_CLIENT_CERT", "NETRC",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
    # What a process needs to know of its machine.
    "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
    "PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LANG", "LC_ALL",
])
# fmt: on
_NAMED_INDEX = "UV_INDEX_"
"""Begins the names of the settings for one index, such as its password, and for all."""
_FROM_PIP = {
    "PIP_INDEX_URL": "UV_DEFAULT_INDEX",
    "PIP_EXTRA_INDEX_URL": "UV_EXTRA_INDEX_URL",
    "PIP_CERT": "SSL_CERT_FILE",
}
_NO_WHEEL = "there is no ready-built package of it for this machine; its source is never run"
_CAUSES = (
    ("network was disabled", "this machine is offline"),
    ("no usable wheels", _NO_WHEEL),
    ("has no wheels", _NO_WHEEL),
    ("not found in the package registry", "there is no package of that name"),
    ("there is no version of", "there is no such version of it"),
)


class UnsolvableError(Exception):
    """These requirements cannot be installed; the text says why."""

    def __init__(self, reason: str, said: str) -> None:
        """Keep what uv said beside the reason."""
        super().__init__(reason)
        self._said = said
        self.lacks_wheel = reason == _NO_WHEEL
        """Whether only the source is published, at least of the versions asked for."""

    def is_about(self, name: str) -> bool:
        """Tell whether uv's explanation mentions a package."""
        return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", self._said) is not None


class UnavailableError(Exception):
    """Nothing can be installed now; the text says why."""


@dataclass(frozen=True)
class Plan:
    """What to install."""

    wanted: tuple[str, ...]
    """Requirements without markers, for example `sqlmodel>=0.0.20`."""
    pins: tuple[str, ...] = ()
    """Requirements that count only for what the wanted ones need."""
    left_out: tuple[str, ...] = ()
    """Names that are neither resolved nor installed."""


@dataclass(frozen=True)
class Uv:
    """One uv, with the time (of `time.monotonic`) at which its work must be done."""

    binary: str
    until: float

    def install(self, plan: Plan, work: Path, target: Path) -> None:
        """Install into the new folder `target`; `work` is an empty folder of its own.

        Raises:
            UnsolvableError: the plan is at fault.
            UnavailableError: the network, the machine or the time.
        """
        # Compiled now, because nothing can be written there later.
        more = ["--target", str(target), "--link-mode", "copy", "--compile-bytecode"]
        self._run(plan, work, more)

    def try_out(self, plan: Plan, work: Path) -> None:
        """Resolve the plan, and install nothing; raises what `install` raises."""
        self._run(plan, work, ["--target", str(work / "nothing"), "--dry-run"])

    def _run(self, plan: Plan, work: Path, more: Sequence[str]) -> None:
        command = [self.binary, "pip", "install", *_configuration(os.environ), "--no-build", "--quiet"]
        command += ["--no-progress", "--color", "never", "--python", sys.executable]
        command += ["--requirements", _listed(work / "wanted.txt", plan.wanted)]
        command += ["--constraints", _listed(work / "pins.txt", plan.pins)]
        command += ["--excludes", _listed(work / "left_out.txt", plan.left_out), *more]
        answer = work / "answer.txt"
        with answer.open("wb") as output:
            try:
                done = subprocess.run(
                    command,
                    cwd=work,
                    env=environment(os.environ),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    timeout=self.until - time.monotonic(),  # none left, or less: it is ended at once
                    check=False,
                )
            except subprocess.TimeoutExpired:
                raise UnavailableError("it took too long") from None
        if done.returncode:
            with answer.open("rb") as said:
                raise _failure(done.returncode, said.read(_MAX_ANSWER).decode("utf-8", "replace"))


def find_uv(seconds: float) -> Uv:
    """Return the uv that is installed beside the grader, to be done in so many seconds.

    Raises:
        UnavailableError: there is none.
    """
    try:
        import uv

        binary = uv.find_uv_bin()
    except (ImportError, FileNotFoundError):
        raise UnavailableError(f"uv is missing; `{MEND}` mends it") from None
    return Uv(binary, time.monotonic() + seconds)


def environment(machine: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that uv gets: where this machine finds packages, and little else."""
    kept = {
        name: value
        for name, value in machine.items()
        if name.upper() in _KEPT or name.startswith(_NAMED_INDEX)
    }
    for theirs, ours in _FROM_PIP.items():
        if machine.get(theirs):
            kept.setdefault(ours, machine[theirs])
    # Offline, each try only makes the student wait.
    return {"UV_HTTP_RETRIES": "1", "UV_HTTP_TIMEOUT": "15", **kept}


def _configuration(machine: Mapping[str, str]) -> list[str]:
    """Return the options for uv's configuration: that of this machine's user, never a file found around."""
    own = machine.get("APPDATA") if os.name == "nt" else machine.get("XDG_CONFIG_HOME")
    folders = [Path(own) if own else Path.home() / ".config", Path("/etc")]
    named = machine.get("UV_CONFIG_FILE")
    for path in [Path(named)] if named else [folder / "uv" / "uv.toml" for folder in folders]:
        if path.is_file():
            return ["--config-file", str(path.absolute())]
    return ["--no-config"]


def _listed(path: Path, lines: Iterable[str]) -> str:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path.name


def _failure(code: int, said: str) -> Exception:
    """Return what uv's words mean: with 1 the requirements are at fault, otherwise the machine."""
    words = " ".join(said.split())
    cause = next((cause for mark, cause in _CAUSES if mark in words), "")
    if cause.startswith("this machine"):
        return UnavailableError(cause)
    if code == 1:
        return UnsolvableError(cause or printable(_without_addresses(words), 300), words)
    if "Failed to fetch" in words:
        return UnavailableError("the place that packages come from cannot be reached")
    return UnavailableError(printable(_without_addresses(words), 300))


def _without_addresses(words: str) -> str:
    """Drop every address: it may carry a password."""
    return " ".join("(an address)" if "://" in word else word for word in words.split())
