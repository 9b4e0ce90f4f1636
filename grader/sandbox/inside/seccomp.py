"""seccomp: system calls that no web app needs are refused (Linux 3.5+, seccomp(2)); no privilege needed.

A list of what is denied, not of what is allowed: a correct app must never meet it. Sockets are Unix
stream sockets only, as event loops make them in pairs, and nothing connects anywhere: an app under
grading is asked, it does not ask. It is told what it would be told where no such service runs.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import struct

from .system import PR_SET_NO_NEW_PRIVS, prctl

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
AF_UNIX, SOCK_STREAM = 1, 1
X32_BIT = 0x40000000
NEW_NAMESPACES = 0x7E020000  # CLONE_NEW*, see clone(2)
CLONE3 = 435

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""AUDIT_ARCH_*, see <linux/audit.h>."""

DENIED = {
    # name: (x86_64, aarch64); numbers from <asm/unistd.h>
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "syslog": (103, 116),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
}
METADATA = {
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
}
"""What changes permissions, owners, times and attributes of a file, wherever it lies."""
SOCKET = (41, 198)
CONNECT = (42, 203)
CLONE = (56, 220)

LOAD, AND = 0x20, 0x54
EQUAL, AT_LEAST, ANY_BIT = 0x15, 0x35, 0x45
RETURN = 0x06
ALLOW, KILL_PROCESS, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER_AT, ARCHITECTURE_AT = 0, 4
Instruction = tuple[int, int, int, int]
INSTRUCTION = struct.Struct("HBBI")


def argument_at(index: int) -> int:
    """Return where the lower half of an argument lies in `struct seccomp_data`."""
    return 16 + 8 * index


def program(machine: str, *, keep_metadata: bool = False) -> list[Instruction]:
    """Return the filter for a machine as (code, jump if true, jump if false, value).

    With `keep_metadata` nothing changes permissions, owners or times: the calls do nothing and say that they
    did, since a correct app asks for them (`shutil.copy`) and hardly ever depends on them.

    Raises:
        OSError: no table for such a machine.
    """
    if machine not in ARCHITECTURES:
        raise OSError(errno.ENOTSUP, f"no seccomp filter for {machine}")
    column = list(ARCHITECTURES).index(machine)
    nobody_answers = _refuse(errno.ECONNREFUSED)
    return [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (EQUAL, 1, 0, ARCHITECTURES[machine]),
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD, 0, 0, NUMBER_AT),
        *([(AT_LEAST, 0, 1, X32_BIT), _refuse(errno.ENOSYS)] if machine == "x86_64" else []),
        *(line for numbers in DENIED.values() for line in _when(numbers[column], errno.EPERM)),
        *(
            line
            for numbers in (METADATA.values() if keep_metadata else ())
            if (number := numbers[column]) is not None
            for line in _when(number, 0)
        ),
        # Its flags are behind a pointer, so nobody can look; libc then uses clone, whose flags are seen.
        *_when(CLONE3, errno.ENOSYS),
        *_when(CONNECT[column], errno.ECONNREFUSED),
        (EQUAL, 0, 4, CLONE[column]),
        (LOAD, 0, 0, argument_at(0)),
        (ANY_BIT, 0, 1, NEW_NAMESPACES),
        _refuse(errno.EPERM),
        (RETURN, 0, 0, ALLOW),
        (EQUAL, 0, 7, SOCKET[column]),
        (LOAD, 0, 0, argument_at(0)),
        (EQUAL, 1, 0, AF_UNIX),
        nobody_answers,
        (LOAD, 0, 0, argument_at(1)),
        (AND, 0, 0, 0xF),  # without SOCK_NONBLOCK and SOCK_CLOEXEC
        (EQUAL, 1, 0, SOCK_STREAM),
        nobody_answers,
        (RETURN, 0, 0, ALLOW),
    ]


def _when(number: int, error: int) -> list[Instruction]:
    return [(EQUAL, 0, 1, number), _refuse(error)]


def _refuse(error: int) -> Instruction:
    return (RETURN, 0, 0, ERRNO | error)


def install(*, keep_metadata: bool = False) -> None:
    """Put the filter in force for this process and all that it starts, for good; see `program`.

    Raises:
        OSError: the kernel or the machine has none.
    """
    code = ctypes.create_string_buffer(_code(keep_metadata))
    length = len(code) // INSTRUCTION.size
    described = ctypes.create_string_buffer(struct.pack("HxxxxxxP", length, ctypes.addressof(code)))
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(described))


def prepare() -> None:
    """Write the filters; processes that are forked from this one need not.

    Raises:
        OSError: there is none for this machine.
    """
    for keep_metadata in (False, True):
        _code(keep_metadata)


@functools.cache
def _code(keep_metadata: bool) -> bytes:
    lines = program(platform.machine(), keep_metadata=keep_metadata)
    return b"".join(INSTRUCTION.pack(*line) for line in lines)
