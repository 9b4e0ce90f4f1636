"""Landlock: from here on, only the files named can be opened (Linux 5.13+, landlock(7)); no privilege needed.

It also stops TCP (ABI 4), abstract sockets and signals that leave the sandbox (ABI 6). What it does not
cover, connecting to a Unix socket by path, is left to seccomp.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

from .system import syscall

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG = 1
RULE_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
MAKE_CHAR, MAKE_BLOCK = 1 << 6, 1 << 11
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
READ = EXECUTE | READ_FILE | READ_DIR
NET_TCP = 0b11  # bind, connect
SCOPES = 0b11  # abstract Unix sockets, signals


def abi() -> int:
    """Return the version that the kernel has; OSError where it has none."""
    return syscall(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION_FLAG)


def restrict(readable: Iterable[str], listable: Iterable[str], writable: Iterable[str]) -> None:
    """Deny this process, for good, every file but those beneath the paths given.

    Of folders in `listable` the names of files can be read, no contents. Paths that do not exist are
    passed over.

    Raises:
        OSError: the kernel has no Landlock.
    """
    version = abi()
    handled = (1 << _rights(version)) - 1
    net, scoped = NET_TCP if version >= 4 else 0, SCOPES if version >= 6 else 0
    attributes = struct.pack("QQQ", handled, net, scoped)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = syscall(CREATE_RULESET, ctypes.c_char_p(attributes), ctypes.c_size_t(size), 0)
    write = handled & ~(EXECUTE | MAKE_CHAR | MAKE_BLOCK)
    try:
        for paths, rights in ((readable, READ), (listable, READ_DIR), (writable, write)):
            for path in paths:
                _allow(ruleset, path, rights & handled)
        syscall(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _rights(version: int) -> int:
    """Return how many of the file rights a version knows."""
    return 13 if version < 2 else 14 if version < 3 else 15 if version < 5 else 16


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):
            rights &= FILE_RIGHTS
        rule = struct.pack("=Qi", rights, descriptor)
        syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.c_char_p(rule), 0)
    finally:
        os.close(descriptor)
