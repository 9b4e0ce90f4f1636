"""A bulk zip holds students' names and files: one that is hostile is refused alone."""

from __future__ import annotations

import stat
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import SubmissionError, UsageError
from grader.intake import bulkzip
from grader.intake.collect import collect
from grader.submission import open_submission
from tests.intake.building import APP, intake

Evil = Callable[[zipfile.ZipFile], None]
LINK = (stat.S_IFLNK | 0o777) << 16


def entry(name: str, data: bytes = b"x", mode: int = 0) -> Evil:
    def write(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("placeholder")
        info.filename, info.external_attr, info.compress_type = name, mode, zipfile.ZIP_DEFLATED
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr(info, data)

    return write


def bulk(path: Path, *evil: Evil) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ann/main.py", APP)
        archive.writestr("bo/main.py", APP)
        for write in evil:
            write(archive)
    return path


@pytest.mark.parametrize(
    ("evil", "expected"),
    [
        (entry("eve/../../x.py"), "leads out of its folder"),
        (entry("eve/link", b"/etc/passwd", LINK), "is a symbolic link"),
        (entry("eve/a\nb.py"), "control"),
        (entry("eve/C:x.py"), "names a drive"),
        (entry("eve/nul.py"), "Windows device"),
        (entry("eve/MAIN.py"), "same name"),
        (entry("eve/main.py"), "same name"),
        (entry("eve/bomb.bin", bytes(8 * 1024 * 1024)), "times its size"),
    ],
)
def test_a_hand_in_that_is_refused_alone(tmp_path: Path, evil: Evil, expected: str) -> None:
    with collect([bulk(tmp_path / "class.zip", entry("eve/main.py"), evil)]) as found:
        assert [one.id for one in found.handins] == ["ann", "bo", "eve"]
        with pytest.raises(SubmissionError, match=expected), open_submission(found.handins[2].path):
            pass
        for one in found.handins[:2]:
            with open_submission(one.path) as submission:
                assert (submission.root / "main.py").read_text() == APP


@pytest.mark.parametrize(
    ("evil", "what", "why"),
    [
        (entry("../x.py"), "class.zip: ../x.py", "leads out"),
        (entry("/etc/x.py"), "class.zip: /etc/x.py", "leads out"),
        (entry("C:/x.py"), "class.zip: C:/x.py", "leads out"),
        (entry("a\nb/x.py"), "class.zip: a\\nb/x.py", "control characters"),
        (entry("-" * 65_000 + "/x.py"), f"class.zip: {'-' * 197}...", "longer than 255 bytes"),
        (entry("eve", b"/etc", LINK), "class.zip: eve", "is a link"),
    ],
)
def test_a_name_that_is_passed_over(tmp_path: Path, evil: Evil, what: str, why: str) -> None:
    found = intake(bulk(tmp_path / "class.zip", evil))
    assert [one.id for one in found.handins] == ["ann", "bo"]
    assert [one.what for one in found.unmatched] == [what]
    assert why in found.unmatched[0].why


def test_a_hand_in_with_a_password(tmp_path: Path) -> None:
    source = bulk(tmp_path / "class.zip", entry("eve/main.py"))
    data = bytearray(source.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    source.write_bytes(data)
    with (
        collect([source]) as found,
        pytest.raises(SubmissionError, match="encrypted"),
        open_submission(found.handins[2].path),
    ):
        pass


def test_a_single_file_that_is_a_bomb(tmp_path: Path) -> None:
    with collect([bulk(tmp_path / "class.zip", entry("eve.py", bytes(8 * 1024 * 1024)))]) as found:
        path = found.handins[2].path
        assert sum(file.stat().st_size for file in path.parent.iterdir()) < 64 * 1024
        with pytest.raises(SubmissionError, match="times its size"), open_submission(path):
            pass


def test_a_hand_in_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.intake.zipshelf.MAX_BYTES", 10)
    with (
        collect([bulk(tmp_path / "class.zip")]) as found,
        pytest.raises(SubmissionError, match="larger than 200 MB"),
        open_submission(found.handins[0].path),
    ):
        pass


def test_a_broken_hand_in(tmp_path: Path) -> None:
    source = bulk(tmp_path / "class.zip", entry("eve/main.py"))
    data = bytearray(source.read_bytes())
    data[data.index(b"eve/main.py") - 30] = 0
    source.write_bytes(data)
    with collect([source]) as found:
        with open_submission(found.handins[1].path) as submission:
            assert (submission.root / "main.py").read_text() == APP
        with pytest.raises(SubmissionError, match="broken"), open_submission(found.handins[2].path):
            pass


def test_entries_that_share_bytes(tmp_path: Path) -> None:
    source = bulk(tmp_path / "class.zip")
    data = bytearray(source.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)
    source.write_bytes(data)
    with pytest.raises(UsageError, match="overlaps"), collect([source]):
        pass


def test_more_entries_than_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = bulk(tmp_path / "class.zip", *(entry(f"eve/{n}.py") for n in range(300)))
    monkeypatch.setattr(bulkzip, "MAX_DIRECTORY", 8 * 1024)
    with pytest.raises(UsageError, match="too many entries"), collect([source]):
        pass
