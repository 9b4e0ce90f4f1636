"""Who asks before a batch has ended, or after it was killed, learns what is done so far."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.batch.journal import FILE, manifest_so_far
from grader.batch.manifest import load_manifest
from tests.batch.fakes import Course, FakeBackend

PROGRAM = """
import sys, time
from pathlib import Path
from grader.results import Outcome
from tests.batch.fakes import Course, FakeBackend

def score(text):
    if "slow" in text:
        time.sleep(600)
    return Outcome.PASSED

Course(Path(sys.argv[1]), ada="a = 1", bob="b = 1", cleo="slow = 1", dan="slow = 2").run(FakeBackend(score))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_was_done_before_a_kill_is_known_and_the_next_run_does_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "results" / FILE
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)]) as process:
        deadline = time.monotonic() + 60
        while not path.exists() or path.read_text().count("\n") < 2:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    left = load_manifest(tmp_path / "results")
    so_far = manifest_so_far(tmp_path / "results")
    assert left is not None
    assert so_far is not None
    assert (sorted(left.done), sorted(so_far.done)) == ([], ["ada", "bob"])
    backend = FakeBackend()
    Course(tmp_path, cleo="c = 1", dan="d = 1").run(backend)
    assert sorted(backend.asked) == ["cleo", "dan"]
    assert not path.exists()
