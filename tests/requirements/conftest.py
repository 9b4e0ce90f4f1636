"""An index of packages in a folder, and a machine that knows no other."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.requirements import RequirementsLevel
from grader.requirements.install import Installed, install_requirements


@dataclass(frozen=True)
class Index:
    """An index as uv reads it: `<name>/index.html` with links."""

    folder: Path

    def _listed(self, name: str, file: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        with (folder / "index.html").open("a") as page:
            page.write(f'<a href="{file}">{file}</a>\n')
        return folder / file

    def wheel(
        self, name: str, version: str = "1.0", files: Mapping[str, str] = {}, needs: Sequence[str] = ()
    ) -> Path:
        info = f"{name}-{version}.dist-info"
        head = "".join(f"Requires-Dist: {need}\n" for need in needs)
        held = {
            f"{name}.py": f"version = {version!r}\n",
            **files,
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{head}",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        held[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*held, f"{info}/RECORD"])
        path = self._listed(name, f"{name}-{version}-py3-none-any.whl")
        with zipfile.ZipFile(path, "w") as archive:
            for inner, text in held.items():
                archive.writestr(inner, text)
        return path

    def source(self, name: str, version: str, setup: str) -> None:
        base = f"{name}-{version}"
        with tarfile.open(self._listed(name, f"{base}.tar.gz"), "w:gz") as archive:
            metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
            for inner, text in (("setup.py", setup), ("PKG-INFO", metadata)):
                member = tarfile.TarInfo(f"{base}/{inner}")
                member.size = len(text.encode())
                archive.addfile(member, io.BytesIO(text.encode()))


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    home, folder = tmp_path / "home", tmp_path / "index"
    home.mkdir()
    folder.mkdir()
    settings = {
        "HOME": home,
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "UV_CACHE_DIR": home / "uv",
        "UV_DEFAULT_INDEX": folder.as_uri(),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, str(value))
    for name in ("UV_CONFIG_FILE", "UV_INDEX", "UV_EXTRA_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    return Index(folder)


Install = Callable[..., Installed]


@pytest.fixture
def install(tmp_path: Path, index: Index) -> Install:
    """Install what a submission with this requirements.txt lacks, on a machine that has `provided`."""

    def run(
        text: str,
        allowed: str = "lamp shade",
        level: RequirementsLevel = "allow-list",
        provided: Mapping[str, str] = {"fastapi": "0.120.0"},
    ) -> Installed:
        root = tmp_path / "submission"
        root.mkdir(exist_ok=True)
        (root / "requirements.txt").write_text(text)
        return install_requirements(root, level, frozenset(allowed.split()), provided=provided)

    return run
