"""Which packages go into the image, and which of their files."""

from __future__ import annotations

from importlib.metadata import PathDistribution
from pathlib import Path, PurePosixPath

import pytest

from grader.sandbox.docker.provided import package_files, provided_distributions


def install(site: Path, name: str, needs: tuple[str, ...] = (), files: tuple[str, ...] = ()) -> Path:
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    lines = [f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {need}" for need in needs)]
    (info / "METADATA").write_text("\n".join(("Metadata-Version: 2.1", *lines, "")))
    own = tuple(f"{info.name}/{part}" for part in ("METADATA", "RECORD", "INSTALLER", "direct_url.json"))
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in own + files))
    return info


def test_packages_bring_what_they_need_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "Root_Web", ("Core-Part>=1", 'Extra-Part; extra == "all"', 'absent; extra == "all"'))
    install(tmp_path, "core_part", ("root-web", 'windows-part; sys_platform == "win32"'))
    install(tmp_path, "extra_part", ("core-part", "fastapi-cloud-cli"))
    for name in ("windows_part", "fastapi_cloud_cli", "stranger"):
        install(tmp_path, name)
    monkeypatch.syspath_prepend(tmp_path)
    assert list(provided_distributions(["root-web"])) == ["core-part", "root-web"]
    assert list(provided_distributions(["root-web[all]"])) == ["core-part", "extra-part", "root-web"]


def test_the_grader_and_its_tools_stay_outside() -> None:
    provided = set(provided_distributions())
    assert {"fastapi", "uvicorn", "pydantic-settings", "python-multipart", "jinja2", "httpx"} <= provided
    assert not {"fastapi-grader", "pytest", "schemathesis", "docker", "fastapi-cloud-cli"} & provided


def test_files_that_tell_of_this_machine_or_run_by_themselves_are_left_out(tmp_path: Path) -> None:
    kept = ("pkg/__init__.py", "pkg/RECORD", "pkg.libs/lib.so.1")
    left = ("../../../bin/tool", "/etc/tool", "pkg/__pycache__/__init__.cpython-311.pyc", "startup.pth")
    info = install(tmp_path, "pkg", files=kept + left)
    files = package_files([PathDistribution(info)])
    assert set(files) == {PurePosixPath(file) for file in (*kept, "pkg-1.0.dist-info/METADATA")}
    assert files[PurePosixPath("pkg/__init__.py")] == tmp_path / "pkg/__init__.py"
