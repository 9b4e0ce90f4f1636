"""Each hostile archive is refused with a sentence that names the entry, and writes nothing outside."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grader.archive
from grader.archive import extract_zip
from grader.errors import SubmissionError

Build = Callable[[zipfile.ZipFile], None]


def entry(name: str, mode: int = 0, data: str = "x") -> Build:
    def build(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        info.external_attr = mode << 16
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "Duplicate name"
            archive.writestr(info, data, archive.compression)

    return build


def entries(*names: str) -> Build:
    def build(archive: zipfile.ZipFile) -> None:
        for name in names:
            entry(name)(archive)

    return build


def zipped(path: Path, build: Build, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        build(archive)
    return path


def tree(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


HOSTILE: dict[str, tuple[Build, str]] = {
    "traversal": (entry("../evil.py"), "entry '../evil.py' leads out of its folder"),
    "inner traversal": (entry("a/../../evil.py"), "leads out"),
    "traversal in a cache": (entry(".git/../../evil.py"), "leads out"),
    "backslash traversal": (entry("..\\evil.py"), "leads out"),
    "absolute": (entry("/etc/evil"), "absolute path"),
    "backslash absolute": (entry("\\\\server\\share"), "absolute path"),
    "drive": (entry("C:\\evil.py"), "names a drive"),
    "drive within": (entry("a/c:evil.py"), "names a drive"),
    "link": (entry("link", stat.S_IFLNK | 0o777, "/etc/passwd"), "symbolic link"),
    "device": (entry("null", stat.S_IFCHR), "special file"),
    "pipe": (entry("pipe", stat.S_IFIFO), "special file"),
    "control": (entry("a\x1b[31m.py"), r"entry 'a\x1b[31m.py' has control"),
    "right to left": (entry("a\u202eyp.exe"), r"entry 'a\u202eyp.exe' has control"),
    "windows device": (entry("src/NUL.txt"), "Windows device"),
    "duplicate": (entries("a.py", "a.py"), "same name as another"),
    "case clash": (entries("Main.py", "main.py"), "same name as another"),
    "folder case clash": (entries("App/a.py", "app/b.py"), "same name as another"),
    "normalisation clash": (entries("\u00e9.py", "e\u0301.py"), "same name as another"),
    "file and folder": (entries("a", "a/b"), "same name as another"),
    "folder and file": (entries("a/b", "a"), "same name as another"),
    "backslash duplicate": (entries("a/b.py", "a\\b.py"), "same name as another"),
    "deep": (entry("d/" * 41 + "x"), "deeper than 40"),
    "long name": (entry("x" * 300), "too long a name"),
    "ratio": (entry("zeros", data="\0" * 8 * 1024 * 1024), "more than 200 times its size"),
}


@pytest.mark.parametrize(("build", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_entry(tmp_path: Path, build: Build, reason: str) -> None:
    archive = zipped(tmp_path / "hw.zip", build)
    (tmp_path / "box").mkdir()
    with pytest.raises(SubmissionError) as caught:
        extract_zip(archive, tmp_path / "box" / "out")
    assert reason in str(caught.value)
    assert str(caught.value).isprintable()
    assert tree(tmp_path) in (["hw.zip"], ["box/out/zeros", "hw.zip"])


def patched(path: Path, *changes: tuple[bytes, int, bytes]) -> Path:
    """Overwrite bytes at an offset from each record with that signature."""
    data = bytearray(path.read_bytes())
    for signature, offset, new in changes:
        start = data.find(signature)
        while start >= 0:
            data[start + offset : start + offset + len(new)] = new
            start = data.find(signature, start + 4)
    path.write_bytes(data)
    return path


LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def test_header_lies(tmp_path: Path) -> None:
    def fresh() -> Path:
        return zipped(tmp_path / "hw.zip", entry("a.py", data="hello " * 1000))

    size = struct.pack("<L", 60)
    lies = {
        "without a password": [(CENTRAL, 8, b"\x01\x00"), (LOCAL, 6, b"\x01\x00")],
        "unusual compression": [(CENTRAL, 10, b"\x0c\x00")],
        "Bad CRC-32": [(CENTRAL, 24, size)],
        "not as long": [(CENTRAL, 24, struct.pack("<L", 2**31))],
        "overlaps": [(CENTRAL, 20, struct.pack("<L", 2**30))],
        "broken or no zip": [(END, 0, b"none")],
        "is broken or no zip file: 'utf-8'": [(CENTRAL, 8, b"\x00\x08"), (CENTRAL, 46, b"\xff")],
        "has control": [(CENTRAL, 46, b"a\x00py"), (LOCAL, 30, b"a\x00py")],
    }
    for number, (reason, changes) in enumerate(lies.items()):
        with pytest.raises(SubmissionError, match=reason):
            extract_zip(patched(fresh(), *changes), tmp_path / f"out{number}")


def test_overlapping_entries(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "hw.zip", entries("a.py", "b.py"))
    with pytest.raises(SubmissionError, match="overlaps"):
        extract_zip(patched(archive, (CENTRAL, 42, struct.pack("<L", 0))), tmp_path / "out")


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + b"\xff" * 18])
def test_no_zip(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "hw.zip").write_bytes(data)
    with pytest.raises(SubmissionError, match=r"hw\.zip is broken or no zip file"):
        extract_zip(tmp_path / "hw.zip", tmp_path / "out")


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = zipped(tmp_path / "hw.zip", entries(*(f"{number}.py" for number in range(20))))
    for limit, value, reason in [
        ("MAX_RECORDS", 19, "more than 19 entries"),
        ("MAX_ENTRIES", 19, "more than 19 entries"),
        ("MAX_BYTES", 19, "entry '19.py' brings the unpacked size over"),
    ]:
        with monkeypatch.context() as patch:
            patch.setattr(grader.archive, limit, value)
            with pytest.raises(SubmissionError, match=reason):
                extract_zip(archive, tmp_path / limit)
    extract_zip(archive, tmp_path / "fits")


def test_ordinary_archive(tmp_path: Path) -> None:
    names = [
        "./hw/main.py",
        "hw\\app\\b.py",
        "hw/Foto 10\u202f30.png",
        "hw/\u00fc.py",
        "hw/empty/",
        "hw/empty/",
    ]
    junk = ["__MACOSX/hw/._main.py", "hw/.DS_Store", "hw/.git/config", "hw/__pycache__/main.pyc"]
    environment = ["hw/myenv/pyvenv.cfg", "hw/myenv/lib/aux.py", "hw/myenv/lib/Aux.py"]
    archive = zipped(tmp_path / "hw.zip", entries(*names, *junk, *environment))
    assert extract_zip(archive, tmp_path / "out") == ("hw/myenv",)
    assert tree(tmp_path / "out") == ["hw/Foto 10\u202f30.png", "hw/app/b.py", "hw/main.py", "hw/\u00fc.py"]
    assert (tmp_path / "out/hw/empty").is_dir()


def test_environment_in_the_top_folder(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "hw.zip", entries("main.py", "pyvenv.cfg"))
    assert extract_zip(archive, tmp_path / "out") == ()
    assert tree(tmp_path / "out") == ["main.py", "pyvenv.cfg"]


def sample() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        entries("a.py", "b/c.py")(archive)
    return buffer.getvalue()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(sample()) - 1), st.integers(0, 255)), max_size=6),
    st.integers(0, 40),
)
def test_damaged_archives_never_raise_anything_else(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(sample())
    for position, value in changes:
        data[position] = value
    folder = tmp_path_factory.mktemp("zip")
    (folder / "hw.zip").write_bytes(data[: len(data) - cut])
    with suppress(SubmissionError):
        extract_zip(folder / "hw.zip", folder / "out")
    assert {path.name for path in folder.iterdir()} <= {"hw.zip", "out"}
