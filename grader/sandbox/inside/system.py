"""Linux system calls that Python has no names for.

By ctypes: this runs under students' interpreters and in containers, where no library can be asked for.
"""

from __future__ import annotations

import ctypes
import os
import struct

PR_SET_PDEATHSIG = 1
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
CLOSE_RANGE = 436
MOUNT_SETATTR, MOUNT_ATTR_RDONLY = 442, 1
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
CAPABILITIES = 64
CAPABILITY_VERSION = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def checked(result: int, what: str) -> int:
    """Return `result`, or raise the OSError that a negative one stands for."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def prctl(option: int, *values: int) -> int:
    """Set an attribute of this process; up to four `values`."""
    padded = [*values, 0, 0, 0, 0][:4]
    return checked(_libc.prctl(option, *map(ctypes.c_ulong, padded)), f"prctl {option}")


def syscall(number: int, *values: object) -> int:
    """Make the system call of a number; `values` are ctypes values, or ints that fit into 32 bits."""
    return checked(_libc.syscall(ctypes.c_long(number), *values), f"system call {number}")


def close_range(first: int, last: int) -> None:
    """Close the descriptors from `first` to `last` (Linux 5.9+)."""
    syscall(CLOSE_RANGE, ctypes.c_uint(first), ctypes.c_uint(last), 0)


def unshare(flags: int) -> None:
    """Leave the namespaces that `flags` name, see its manual page, section 2."""
    checked(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """Attach a file system, see its manual page, section 2."""
    arguments = (source.encode(), target.encode(), kind.encode() or None)
    result = _libc.mount(*arguments, ctypes.c_ulong(flags), options.encode() or None)
    checked(result, f"mount {target}")


def freeze_mounts(path: str) -> None:
    """Make every file system mounted at `path` and below read-only for this namespace (Linux 5.12+).

    Unlike Landlock, this also covers permissions, owners, times and attributes.
    """
    attributes = struct.pack("QQQQ", MOUNT_ATTR_RDONLY, 0, 0, 0)
    syscall(
        MOUNT_SETATTR,
        AT_FDCWD,
        ctypes.c_char_p(path.encode()),
        AT_RECURSIVE,
        ctypes.c_char_p(attributes),
        ctypes.c_size_t(len(attributes)),
    )


def drop_capabilities() -> None:
    """Give up every capability, for this process and what it starts, see capabilities(7)."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for number in range(CAPABILITIES):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError:
            break  # past the last one, or there is none to drop
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    checked(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
