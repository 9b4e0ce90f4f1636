"""What uv is told of the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.requirements.cache import cache_folder
from grader.requirements.uv import environment
from tests.requirements.conftest import Index, Install


def test_little_but_the_way_to_the_packages() -> None:
    machine = {
        "PATH": "/bin",
        "https_proxy": "http://proxy",
        "SSL_CERT_FILE": "/certs",
        "PIP_INDEX_URL": "https://mirror",
        "PIP_CERT": "/others",
        "UV_INDEX_OURS_PASSWORD": "secret",
        "UV_NO_BINARY": "1",
        "UV_OVERRIDE": "x",
        "PIP_NO_BINARY": ":all:",
        "PYTHONPATH": "/x",
        "TOKEN": "t",
    }
    assert environment(machine) == {
        "PATH": "/bin",
        "https_proxy": "http://proxy",
        "SSL_CERT_FILE": "/certs",
        "UV_DEFAULT_INDEX": "https://mirror",
        "UV_INDEX_OURS_PASSWORD": "secret",
        "UV_HTTP_RETRIES": "1",
        "UV_HTTP_TIMEOUT": "15",
    }


@pytest.mark.parametrize("own", [True, False])
def test_the_configuration_is_the_users_never_one_found_around(
    index: Index, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    index.wheel("lamp")
    cache_folder().mkdir(parents=True)
    (cache_folder() / "uv.toml").write_text('[[index]]\nurl = "http://127.0.0.1:9/"\n')
    if own:
        monkeypatch.delenv("UV_DEFAULT_INDEX")
        file = tmp_path / "home" / ".config" / "uv" / "uv.toml"
        file.parent.mkdir(parents=True)
        file.write_text(f'[[index]]\nurl = "{index.folder.as_uri()}"\ndefault = true\n')
    installed = install("lamp\n")
    assert installed.folder is not None
    assert installed.notes == ()
