"""The files of an image that is made from the running interpreter: Python, packages, and what they load."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

from grader.sandbox.docker.provided import package_files

PREFIX = PurePosixPath("usr/local")
"""Where Python goes, wherever it is here: tracebacks then tell nothing of this machine."""
VENV = PurePosixPath("opt/venv")
"""Where packages go. A virtual environment has the same layout whoever built Python."""
SITE = PurePosixPath(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV)}))

Plan = dict[PurePosixPath, Path]
"""From a path in the image, relative to its root, to the file here that it is a copy of."""

_UNUSED = re.compile(
    r"test|tests|idlelib|tkinter|turtledemo|turtle\.py|ensurepip|lib2to3|(site|dist)-packages|__pycache__"
    r"|config-.*|_tkinter.*|_test.*|_ctypes_test.*|_xxtest.*|xxlimited.*|.*\.a"
)
_ZONES = Path("/usr/share/zoneinfo")
_LOADED = re.compile(r"^\s*(?:\S+ => )?(/\S+) \(0x", re.MULTILINE)
_COUNTED_ON = re.compile(
    r"lib(dl\.so\.2|expat\.so\.1|gcc_s\.so\.1|m\.so\.6|nsl\.so\.1|nss_files\.so\.2|pthread\.so\.0"
    r"|resolv\.so\.2|rt\.so\.1|stdc\+\+\.so\.6|util\.so\.1|z\.so\.1)"
)
"""What wheels for any Linux may load, and what the C library opens by itself."""
_TEXTS = {
    "etc/passwd": "root:x:0:0::/:/bin/false\nnobody:x:65534:65534::/tmp:/bin/false\n",
    "etc/group": "root:x:0:\nnogroup:x:65534:\n",
    "etc/nsswitch.conf": "hosts: files dns\n",
    f"{VENV}/pyvenv.cfg": f"home = /{PREFIX}/bin\ninclude-system-site-packages = false\n",
}


def stage(root: Path, distributions: Iterable[Distribution]) -> None:
    """Copy Python, `distributions` and what they load below `root`, and compile them.

    Raises:
        OSError: a file cannot be copied.
    """
    python = interpreter_files()
    packages = {SITE / path: source for path, source in package_files(distributions).items()}
    plan = python | packages
    libraries = shared_libraries([source for path, source in plan.items() if _is_binary(path)])
    for path, source in (zone_files() | libraries | plan).items():
        _copy(source, root / path)
    for name in ("tmp", "proc", "sys", "dev", "app", "usr/bin"):
        (root / name).mkdir(parents=True, exist_ok=True)
    for name, text in _TEXTS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    _link_libraries(root, libraries)
    _link(root / VENV / "bin/python3", PurePosixPath("/") / PREFIX / "bin" / _executable().name)
    _compile(root)


def interpreter_files() -> Plan:
    """Return the executable and the standard library, without what no app needs."""
    base = Path(sys.base_prefix)
    library = Path(sysconfig.get_path("stdlib", vars={"installed_base": sys.base_prefix}))
    files: Plan = {PREFIX / path.relative_to(base): path for path in _tree(library)}
    files[PREFIX / "bin" / _executable().name] = _executable()
    return files


def _executable() -> Path:
    version = f"{sys.version_info.major}.{sys.version_info.minor}{sys.abiflags}"
    return Path(sys.base_prefix, "bin", f"python{version}")


def _tree(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if _UNUSED.fullmatch(path.name):
            continue
        if path.is_dir():
            yield from _tree(path)
        elif path.is_file():
            yield path


def zone_files() -> Plan:
    """Return the time zones of this machine, for `zoneinfo`; none where it has none."""
    if not _ZONES.is_dir():
        return {}
    zones = (path.relative_to(_ZONES) for path in _ZONES.rglob("*") if path.is_file())
    own = {"localtime", "posix", "right"}  # this machine's zone, and the same once more
    return {
        PurePosixPath("usr/share/zoneinfo", zone): _ZONES / zone for zone in zones if zone.parts[0] not in own
    }


def _is_binary(path: PurePosixPath) -> bool:
    return ".so" in path.suffixes or path.parent == PREFIX / "bin"


def shared_libraries(binaries: Iterable[Path]) -> Plan:
    """Return the shared libraries that `binaries` load, at the paths where the loader looks for them."""
    command = ["ldd", *map(str, binaries)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = {Path(name) for name in _LOADED.findall(told)}
    beside = [path.parent for path in found if path.name.startswith("libc.so")]
    found |= {path for folder in beside for path in folder.iterdir() if _COUNTED_ON.fullmatch(path.name)}
    return {PurePosixPath(str(path).lstrip("/")): path for path in found}


def _link_libraries(root: Path, libraries: Plan) -> None:
    """Show a Python that looks for its libraries beside itself where they are."""
    for path, source in libraries.items():
        if source.is_relative_to(sys.base_prefix):
            link = root / PREFIX / source.relative_to(sys.base_prefix)
            if not link.exists():
                _link(link, PurePosixPath("/") / path)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o755 if source.stat().st_mode & 0o111 else 0o644)


def _link(link: Path, target: PurePosixPath) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)


def _compile(root: Path) -> None:
    """Compile all modules; the results are trusted as they are, since times of files are wiped later.

    One process with a fixed hash seed, so that the results are the same each time. What cannot be compiled
    is not meant to be: templates of modules, for example.
    """
    options = ["-qq", "-j", "1", "--invalidation-mode", "unchecked-hash", "-s", str(root), "-p", "/"]
    folders = [str(root / folder) for folder in (PREFIX, VENV)]
    subprocess.run(
        [sys.executable, "-S", "-W", "ignore", "-m", "compileall", *options, *folders],
        env={"PYTHONHASHSEED": "0"},
        check=False,
        stdout=subprocess.DEVNULL,
    )
