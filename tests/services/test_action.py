"""The steps of action.yml, run as GitHub's runner runs them."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.services.runner import Step, read_outputs

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
SECRET = "do-not-tell-7d1f"
NOSY = """\
import os
from pathlib import Path
from fastapi import FastAPI
app = FastAPI()
seen = [dict(os.environ)]
for entry in Path("/proc").glob("[0-9]*/environ"):
    try:
        seen.append(entry.read_bytes())
    except OSError:
        pass
print(seen)
print("::set-output name=score::100")
print("::error::all is lost")
raise RuntimeError(f"{seen}")
"""


@dataclass
class Job:
    """One job with a checkout."""

    folder: Path

    def __post_init__(self) -> None:
        self.checkout = self.folder / "checkout"
        self.temporary = self.folder / "temp"
        for path in (self.checkout, self.temporary):
            path.mkdir()

    def run(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the step called `name`; its script is a file, its expressions are filled in from the inputs."""
        step = next(step for step in ACTION["runs"]["steps"] if step.get("name") == name)
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]  # an input in a script could be anything
        values = {key: str(given["default"]) for key, given in ACTION["inputs"].items()} | inputs
        script = self.folder / "step.sh"
        script.write_text(step["run"])
        for file in ("outputs", "summary"):
            (self.folder / file).write_text("")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.checkout,
            env={**self._environment(), **{k: _expanded(v, values) for k, v in step["env"].items()}},
            check=False,
            capture_output=True,
            text=True,
        )

    def _environment(self) -> dict[str, str]:
        kept = {
            name: os.environ[name]
            for name in os.environ
            if not name.startswith(("PYTEST", "GRADE", "GITHUB"))
        }
        return kept | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(self.folder / "outputs"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "GITHUB_TOKEN": SECRET,
            "ACTIONS_RUNTIME_TOKEN": SECRET,
            "AWS_SECRET_ACCESS_KEY": SECRET,
        }

    def install_this_one(self) -> None:
        """Put the grader that is being tested where the action's own step installs one."""
        place = self.temporary / "grader" / "bin"
        place.mkdir(parents=True)
        command = place / "grade"
        command.write_text(
            f'#!/bin/sh\nenv > "{self.folder}/env.txt"\n'
            f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m grader "$@"\n'
        )
        command.chmod(0o755)

    def outputs(self) -> dict[str, Any]:
        found = read_outputs((self.folder / "outputs").read_text())
        return found | {"result": json.loads(base64.b64decode(found["result"]))}

    def everything_told(self) -> str:
        files = [
            self.folder / "outputs",
            self.folder / "summary",
            *(self.temporary / "grade-report").iterdir(),
        ]
        return "".join(path.read_text() for path in files) + json.dumps(self.outputs()["result"])


def _expanded(text: str, inputs: dict[str, str]) -> str:
    text = text.replace("${{ github.action_path }}", str(ROOT))
    return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], text)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path)


def test_outputs_are_those_of_the_grading_step() -> None:
    assert {name: output["value"] for name, output in ACTION["outputs"].items()} == {
        name: f"${{{{ steps.grade.outputs.{name} }}}}" for name in ("result", "score", "max-score", "report")
    }
    used = {step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step}
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", name) for name in used)


def test_a_repository_is_graded(job: Job) -> None:
    job.install_this_one()
    shutil.copytree(ROOT / "submissions" / "q08-almost-right", job.checkout / "my app")
    done = job.run("Grade", path="my app", lesson="q08-status-codes", reports="html junit")
    step = Step(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert (job.outputs()["score"], job.outputs()["max-score"]) == ("70", "100")
    assert [(p["file"], p["line"]) for name, p, _ in step.commands if name == "error"] == [
        ("my app/app/main.py", "25"),
        ("my app/app/main.py", "32"),
    ]
    lines = [test["line_no"] for test in job.outputs()["result"]["tests"] if test["filename"]]
    assert lines == [25, 32, 32]  # the documentation of the last one waits for it
    assert "70 / 100" in (job.folder / "summary").read_text()
    assert sorted(path.name for path in (job.temporary / "grade-report").iterdir()) == [
        "report.html",
        "report.xml",
    ]
    assert Path(job.outputs()["report"]) == job.temporary / "grade-report"
    assert job.run("Grade", path="my app", **{"fail-below": "70"}).returncode == 0


def test_secrets_stay_out_of_sight_and_prints_mean_nothing(job: Job) -> None:
    job.install_this_one()
    (job.checkout / "main.py").write_text(NOSY)
    done = job.run("Grade", lesson="q01-what-is-fastapi")
    step = Step(done.stdout)
    assert done.returncode == 1
    assert job.outputs()["score"] == "0"
    assert "RuntimeError" in done.stdout
    assert [name for name, _, _ in step.commands] == ["error"]
    told = done.stdout + done.stderr + job.everything_told() + (job.folder / "env.txt").read_text()
    assert SECRET not in told


@pytest.mark.parametrize(
    ("inputs", "code", "words"),
    [
        ({"lesson": "nowhere"}, 2, "nowhere"),
        ({"path": "$(touch stolen)"}, 2, "There is no"),
        ({"path": "--help"}, 2, "There is no"),
        ({"reports": "html pdf"}, 2, "pdf"),
    ],
)
def test_what_cannot_be_done_is_told(job: Job, inputs: dict[str, str], code: int, words: str) -> None:
    job.install_this_one()
    done = job.run("Grade", **inputs)
    assert done.returncode == code
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not list(job.checkout.iterdir())


@pytest.mark.slow
def test_the_action_installs_its_grader(job: Job) -> None:
    done = job.run("Install the grader")
    assert done.returncode == 0, done.stderr
    shutil.copytree(ROOT / "submissions" / "q08-right", job.checkout, dirs_exist_ok=True)
    done = job.run("Grade", lesson="q08-status-codes")
    assert (done.returncode, job.outputs()["result"]["status"]) == (0, "pass"), done.stdout
